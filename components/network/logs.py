"""Flow logs, from the configuration: accepted and rejected traffic of the VPC."""

from typing import Final

import pulumi

from ..core.component import Props
from ..core.iam import Statement, allow
from .config import FlowLogConfig

FIELDS: Final = (
    *("version", "account-id", "vpc-id", "subnet-id", "az-id", "interface-id", "flow-direction", "traffic-path"),
    *("action", "reject-reason", "type", "protocol", "tcp-flags", "srcaddr", "srcport", "dstaddr", "dstport"),
    *("pkt-srcaddr", "pkt-dstaddr", "pkt-src-aws-service", "pkt-dst-aws-service"),
    *("packets", "bytes", "start", "end", "log-status"),
)
"""Fields of a record (Amazon VPC user guide, "Flow log records"). Beside the default ones: the place and the path, the
addresses behind NAT and endpoints (`pkt-`), the AWS service, and the reason of a rejection."""

BUCKET_FORMAT: Final = {"file_format": "parquet", "hive_compatible_partitions": True, "per_hour_partition": True}


def flow_log(config: FlowLogConfig, vpc_id: pulumi.Output[str], destination: Props) -> Props:
    """The flow log, with its destination."""
    return {
        "vpc_id": vpc_id,
        "traffic_type": "ALL",
        "log_format": " ".join(f"${{{name}}}" for name in FIELDS),
        "max_aggregation_interval": config.interval_seconds,
        **destination,
    }


def bucket_destination(arn: pulumi.Input[str]) -> Props:
    """Flow logs in a bucket, as hourly Parquet files."""
    return {"log_destination_type": "s3", "log_destination": arn, "destination_options": BUCKET_FORMAT}


def group_destination(group_arn: pulumi.Output[str], role_arn: pulumi.Output[str]) -> Props:
    """Flow logs in CloudWatch, written with a role."""
    return {"log_destination_type": "cloud-watch-logs", "log_destination": group_arn, "iam_role_arn": role_arn}


def write_statements(group_arn: pulumi.Output[str]) -> list[Statement]:
    """Writing to one log group (Amazon VPC user guide, "IAM role for publishing flow logs to CloudWatch Logs").

    The page requires the right to make the group too, although it exists.
    """
    group = group_arn.apply(lambda arn: arn.removesuffix(":*"))
    # The group is the resource of some of these actions, and its streams are the resource of others.
    resources = [group, pulumi.Output.concat(group, ":*")]
    actions = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
    return [
        allow("Write", actions, resources),
        # Listing log groups has no resource (Service Authorization Reference).
        allow("FindGroup", ["logs:DescribeLogGroups"], "*"),
    ]
