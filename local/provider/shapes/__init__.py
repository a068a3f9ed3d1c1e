"""The resource types that the loopback provider serves, one module a service.

Outputs and what forces replacement follow the provider's own pages
(https://registry.terraform.io/providers/hashicorp/aws/latest/docs, which pulumi-aws bridges); `published` names the
CloudFormation type whose schema the inputs are held against. `tests/local/test_provider_shapes.py` holds every entry
against the SDK's classes and those schemas.
"""

from collections.abc import Mapping
from types import MappingProxyType

from ..shape import Shape
from . import (
    apigateway,
    apigatewayv2,
    appautoscaling,
    athena,
    backup,
    billing,
    cloudwatch,
    dynamodb,
    ec2,
    ec2_routes,
    ec2_security,
    ecs,
    elasticache,
    functions,
    glue,
    iam,
    kinesis,
    kms,
    lb,
    msk,
    naming,
    rds,
    rds_proxy,
    s3,
    scheduler,
    secrets,
    sns,
)

SHAPES: Mapping[str, Shape] = MappingProxyType(
    {
        shape.token: shape
        for module in (
            apigateway,
            apigatewayv2,
            appautoscaling,
            athena,
            backup,
            billing,
            cloudwatch,
            dynamodb,
            ec2,
            ec2_routes,
            ec2_security,
            ecs,
            elasticache,
            functions,
            glue,
            iam,
            kinesis,
            kms,
            lb,
            msk,
            naming,
            rds,
            rds_proxy,
            s3,
            scheduler,
            secrets,
            sns,
        )
        for shape in module.SHAPES
    }
)
"""Every shape by its Pulumi token."""


def shape_of(token: str) -> Shape | None:
    """The shape of a type token, or None when there is none."""
    return SHAPES.get(token)
