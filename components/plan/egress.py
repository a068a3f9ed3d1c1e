"""How parts of a cell reach AWS and the internet, and which way is the cheaper one: NAT or interface endpoints.

Prices are those of us-east-1, on demand, in dollars, read from public files and not from AWS's own pages: good enough
to compare two ways, not to write a bill.
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
    """Not at all: parts reach AWS through endpoints only, and no payment provider."""
    ONE = "one"
    """One NAT gateway: cheapest; the cell cannot call out while its zone is down."""
    PER_ZONE = "per-zone"
    """A NAT gateway a zone: no zone needs another."""
    REGIONAL = "regional"
    """One NAT gateway that AWS runs in every zone, with an address of ours in each: no public subnet, no zone needs
    another, charged by the zone (Amazon VPC user guide, regional NAT gateways)."""


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
"""AWS services that have interface endpoints (AWS PrivateLink guide, services that integrate), by the name after
`com.amazonaws.<region>.`, and what running parts call there: the endpoint lets nothing else through."""

REQUIRED: Final = ("ecr.api", "ecr.dkr", "logs", "secretsmanager")
"""What tasks on Fargate cannot start without: their image, their log and their secrets (Amazon ECS developer guide,
interface VPC endpoints). S3, where image layers lie, and DynamoDB have gateway endpoints. Pollers of event source
mappings in provisioned mode need none; in on-demand mode they need `lambda` and `sts` too (AWS Lambda developer guide,
configuring the cluster and network for Kafka)."""

UNFIT: Final[Mapping[str, str]] = {
    "dynamodb": "the network has a gateway endpoint for it, which is free",
    "execute-api": "its private name would hide every public API from the network, the WebSocket API among them",
    "s3": "the network has a gateway endpoint for it, which is free",
}
"""Services whose interface endpoint a cell is better off without, and why. For `execute-api`: AWS knowledge center,
HTTP 403 when connecting to API Gateway APIs from a VPC."""


def endpoint_cost(gb: float, zones: int) -> float:
    """Dollars a month of one interface endpoint in these zones with this traffic."""
    return zones * ENDPOINT_HOUR * HOURS_A_MONTH + gb * ENDPOINT_GB


def nat_cost(gb: float, zones: int, nat: Nat) -> float:
    """Dollars a month of sending this traffic through NAT gateways that stand anyway.

    With one gateway, what starts in the other zones crosses a zone to reach it.
    """
    crossing = gb * (zones - 1) / zones if nat is Nat.ONE else 0.0
    return gb * NAT_GB + crossing * CROSS_ZONE_GB


def worthwhile(traffic_gb: Mapping[str, float], zones: int, nat: Nat) -> list[str]:
    """The services whose endpoint costs less than NAT, given each one's traffic in GB a month.

    Without NAT there is nothing to compare: all services with traffic, and what a cell cannot start without.
    """
    if nat is Nat.NONE:
        return sorted({*REQUIRED, *(service for service, gb in traffic_gb.items() if gb > 0)})
    return sorted(service for service, gb in traffic_gb.items() if endpoint_cost(gb, zones) < nat_cost(gb, zones, nat))
