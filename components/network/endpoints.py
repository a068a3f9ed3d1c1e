"""Endpoints of AWS services, from the configuration: free gateway endpoints, and the interface endpoints chosen."""

from collections.abc import Mapping, Sequence
from typing import Final

import pulumi

from ..core.cell import CellArgs
from ..core.component import Props
from ..core.iam import Statement, allow, document
from .tiers import Tiers

_S3_ACTIONS: Final = (
    "s3:AbortMultipartUpload",
    "s3:DeleteObject",
    "s3:GetBucketLocation",
    "s3:GetObject",
    "s3:ListBucket",
    "s3:ListMultipartUploadParts",
    "s3:PutObject",
)
_DYNAMODB_ACTIONS: Final = (
    "dynamodb:BatchGetItem",
    "dynamodb:BatchWriteItem",
    "dynamodb:ConditionCheckItem",
    "dynamodb:DeleteItem",
    "dynamodb:DescribeTable",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:UpdateItem",
)


def gateway_endpoints(tiers: Tiers, cell: CellArgs) -> dict[str, Props]:
    """Gateway endpoints of S3 and DynamoDB by their service; none without route tables.

    They allow buckets and tables of this account only, so that credentials of another account cannot be used to copy
    data out. Image layers are the exception: ECR serves them from AWS's own buckets, without signed requests (Amazon
    ECR user guide).
    """
    if tiers.gateway_route_table_ids is None:
        return {}
    account, region = cell["account_id"], cell["region"]
    inside = {"StringEquals": {"aws:PrincipalAccount": account, "aws:ResourceAccount": account}}
    layers = f"arn:aws:s3:::prod-{region}-starport-layer-bucket/*"
    statements = {
        "s3": [
            _any_principal(allow("InsideThisAccount", _S3_ACTIONS, "*", inside)),
            _any_principal(allow("ImageLayers", ["s3:GetObject"], layers)),
        ],
        "dynamodb": [_any_principal(allow("InsideThisAccount", _DYNAMODB_ACTIONS, "*", inside))],
    }
    return {
        service: _endpoint(tiers, cell, service)
        | {
            "vpc_endpoint_type": "Gateway",
            "route_table_ids": tiers.gateway_route_table_ids,
            "policy": document(allowed),
        }
        for service, allowed in statements.items()
    }


def interface_endpoints(
    actions: Mapping[str, Sequence[str]], tiers: Tiers, cell: CellArgs, group_id: pulumi.Output[str]
) -> dict[str, Props]:
    """Interface endpoints by their service. Each allows principals of this account to call the given actions."""
    this_account = {"StringEquals": {"aws:PrincipalAccount": cell["account_id"]}}
    return {
        service: _endpoint(tiers, cell, service)
        | {
            "vpc_endpoint_type": "Interface",
            "private_dns_enabled": True,
            "subnet_ids": tiers.private_subnet_ids,
            "security_group_ids": [group_id],
            "policy": document([_any_principal(allow("ThisAccount", allowed, "*", this_account))]),
        }
        for service, allowed in actions.items()
    }


def _endpoint(tiers: Tiers, cell: CellArgs, service: str) -> Props:
    return {"vpc_id": tiers.vpc_id, "service_name": f"com.amazonaws.{cell['region']}.{service}"}


def _any_principal(statement: Statement) -> Statement:
    """An endpoint's policy requires a principal; its conditions restrict which."""
    return statement | {"Principal": "*"}
