"""Private ways to AWS: free gateway endpoints of S3 and DynamoDB, and the interface endpoints that were chosen."""

from typing import Any, Final

import pulumi
import pulumi_aws as aws

from ..core.cell import CellArgs
from ..core.component import Child
from ..core.iam import Statement, allow, document
from .config import Checked
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


def make_gateway_endpoints(child: Child, tiers: Tiers, cell: CellArgs) -> dict[str, pulumi.Output[str]]:
    """The gateway endpoints; service to the prefix list of its addresses.

    They lead to buckets and tables of this account only, so that a stolen credential of another account carries
    nothing out; only the layers of images are read from AWS's own buckets, unsigned (Amazon ECR user guide).
    """
    if tiers.gateway_route_table_ids is None:
        return {}
    account, region = cell["account_id"], cell["region"]
    inside = {"StringEquals": {"aws:PrincipalAccount": account, "aws:ResourceAccount": account}}
    layers = f"arn:aws:s3:::prod-{region}-starport-layer-bucket/*"
    statements = {
        "s3": [
            _anybody(allow("InsideThisAccount", _S3_ACTIONS, "*", inside)),
            _anybody(allow("ImageLayers", ["s3:GetObject"], layers)),
        ],
        "dynamodb": [_anybody(allow("InsideThisAccount", _DYNAMODB_ACTIONS, "*", inside))],
    }
    made = {
        service: _endpoint(
            child,
            tiers,
            cell,
            service,
            {
                "vpc_endpoint_type": "Gateway",
                "route_table_ids": tiers.gateway_route_table_ids,
                "policy": document(allowed),
            },
        )
        for service, allowed in statements.items()
    }
    return {service: endpoint.prefix_list_id for service, endpoint in made.items()}


def make_interface_endpoints(
    child: Child, checked: Checked, tiers: Tiers, cell: CellArgs, group: pulumi.Output[str]
) -> None:
    """The interface endpoints, for principals of this account and the actions that parts use."""
    ours = {"StringEquals": {"aws:PrincipalAccount": cell["account_id"]}}
    for service, actions in checked.endpoints.items():
        _endpoint(
            child,
            tiers,
            cell,
            service,
            {
                "vpc_endpoint_type": "Interface",
                "private_dns_enabled": True,
                "subnet_ids": tiers.private_subnet_ids,
                "security_group_ids": [group],
                "policy": document([_anybody(allow("ThisAccount", actions, "*", ours))]),
            },
        )


def _endpoint(child: Child, tiers: Tiers, cell: CellArgs, service: str, props: dict[str, Any]) -> aws.ec2.VpcEndpoint:
    return child(
        f"{service.replace('.', '-')}-endpoint",
        aws.ec2.VpcEndpoint,
        {"vpc_id": tiers.vpc_id, "service_name": f"com.amazonaws.{cell['region']}.{service}", **props},
    )


def _anybody(statement: Statement) -> Statement:
    """An endpoint's policy has a principal; its conditions say which."""
    return statement | {"Principal": "*"}
