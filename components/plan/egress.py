"""How a cell reaches AWS and the internet, and whether NAT or interface endpoints cost less.

Prices are on-demand prices of us-east-1 in dollars. They are from public files, not from the pages of AWS: use them to
compare options, not to estimate a bill.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

HOURS_A_MONTH: Final = 730

ENDPOINT_HOUR: Final = 0.01
"""Dollars an hour for an interface endpoint in one zone (unverified)."""
ENDPOINT_GB: Final = 0.01
"""Dollars a GB through an interface endpoint, in its first price step (unverified)."""
NAT_GB: Final = 0.045
"""Dollars a GB through a NAT gateway (unverified)."""
CROSS_ZONE_GB: Final = 0.02
"""Dollars a GB from one zone to another: 0.01 on each side (unverified)."""


class Nat(StrEnum):
    """How private subnets reach the internet."""

    NONE = "none"
    """No internet access: the cell reaches AWS through endpoints only and cannot reach a payment provider."""
    ONE = "one"
    """One NAT gateway: the cheapest option. The cell has no internet access while the gateway's zone is down."""
    PER_ZONE = "per-zone"
    """One NAT gateway in each zone, so that no zone depends on another."""
    REGIONAL = "regional"
    """One NAT gateway that AWS runs in every zone, with an Elastic IP address in each. It needs no public subnet, and
    no zone depends on another. AWS charges by the zone (Amazon VPC user guide, regional NAT gateways)."""


_ECR = (
    "ecr:BatchCheckLayerAvailability",
    "ecr:BatchGetImage",
    "ecr:GetAuthorizationToken",
    "ecr:GetDownloadUrlForLayer",
)

ENDPOINT_ACTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "ecr.api": _ECR,
    "ecr.dkr": _ECR,
    "events": ("events:PutEvents",),
    "glue": ("glue:GetSchemaByDefinition", "glue:GetSchemaVersion"),
    "kafka": ("kafka:DescribeCluster", "kafka:DescribeClusterV2", "kafka:GetBootstrapBrokers"),
    "kinesis-firehose": ("firehose:PutRecord", "firehose:PutRecordBatch"),
    "kms": ("kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"),
    "lambda": ("lambda:InvokeFunction",),
    "logs": ("logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"),
    "monitoring": ("cloudwatch:PutMetricData",),
    "rds-data": ("rds-data:BatchExecuteStatement", "rds-data:ExecuteStatement"),
    "secretsmanager": ("secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"),
    "sns": ("sns:Publish",),
    "sqs": ("sqs:SendMessage",),
    "ssm": ("ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"),
    "ssmmessages": (
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
    ),
    "sts": ("sts:AssumeRole", "sts:GetCallerIdentity"),
    "xray": (
        "xray:GetSamplingRules",
        "xray:GetSamplingTargets",
        "xray:PutTelemetryRecords",
        "xray:PutTraceSegments",
    ),
}
"""AWS services with interface endpoints (AWS PrivateLink guide, services that integrate), by the name after
`com.amazonaws.<region>.`, and the actions that a running cell calls. The endpoint's policy allows only these."""

REQUIRED: Final = ("ecr.api", "ecr.dkr", "logs", "secretsmanager")
"""Endpoints that tasks on Fargate need to start: for their image, logs and secrets (Amazon ECS developer guide,
interface VPC endpoints). S3, which stores image layers, and DynamoDB have gateway endpoints. Pollers of event source
mappings need no endpoint in provisioned mode; in on-demand mode they also need `lambda` and `sts` (AWS Lambda developer
guide, configuring the cluster and network for Kafka)."""

UNFIT: Final[Mapping[str, str]] = {
    "dynamodb": "the network has a gateway endpoint for it, which is free",
    "execute-api": "its private name would hide every public API from the network, the WebSocket API among them",
    "s3": "the network has a gateway endpoint for it, which is free",
}
"""Services whose interface endpoint a cell must not have, and why. For `execute-api`: AWS knowledge center, HTTP 403
when connecting to API Gateway APIs from a VPC."""


def endpoint_cost(gb: float, zones: int) -> float:
    """Dollars a month for one interface endpoint, given its number of zones and its traffic in GB."""
    return zones * ENDPOINT_HOUR * HOURS_A_MONTH + gb * ENDPOINT_GB


def nat_cost(gb: float, zones: int, nat: Nat) -> float:
    """Dollars a month for traffic through NAT gateways, without the gateways' own hourly price.

    With one gateway, traffic from the other zones crosses zones.
    """
    crossing = gb * (zones - 1) / zones if nat is Nat.ONE else 0.0
    return gb * NAT_GB + crossing * CROSS_ZONE_GB


def worthwhile(traffic_gb: Mapping[str, float], zones: int, nat: Nat) -> list[str]:
    """The services whose endpoint costs less than NAT, given the traffic of each service in GB a month.

    Without NAT, all services with traffic and all required services are in the list.
    """
    if nat is Nat.NONE:
        return sorted({*REQUIRED, *(service for service, gb in traffic_gb.items() if gb > 0)})
    return sorted(service for service, gb in traffic_gb.items() if endpoint_cost(gb, zones) < nat_cost(gb, zones, nat))
