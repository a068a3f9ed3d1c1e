"""Flow logs: who talked to whom, and who was refused."""

from collections.abc import Callable
from typing import Any, Final

import pulumi
import pulumi_aws as aws

from ..core.cell import CellArgs, DataClass
from ..core.component import Child
from ..core.iam import allow, document, trust
from .args import NetworkArgs
from .config import Checked

FIELDS: Final = (
    *("version", "account-id", "vpc-id", "subnet-id", "az-id", "interface-id", "flow-direction", "traffic-path"),
    *("action", "reject-reason", "type", "protocol", "tcp-flags", "srcaddr", "srcport", "dstaddr", "dstport"),
    *("pkt-srcaddr", "pkt-dstaddr", "pkt-src-aws-service", "pkt-dst-aws-service"),
    *("packets", "bytes", "start", "end", "log-status"),
)
"""Fields of a record (Amazon VPC user guide, flow log records). Beside the default ones: where it happened, which way
and over which gateway, whom NAT and endpoints hide (`pkt-`), which AWS service it was, and why it was refused."""


def make_flow_log(
    child: Child, checked: Checked, args: NetworkArgs, vpc_id: pulumi.Output[str], physical: Callable[[str], str]
) -> None:
    """Log all of the VPC's traffic to CloudWatch, or to the bucket that is given."""
    bucket = args.get("flow_log_bucket_arn")
    destination = _cloudwatch(child, checked, args, physical) if bucket is None else _bucket(bucket)
    child(
        "flow-log",
        aws.ec2.FlowLog,
        {
            "vpc_id": vpc_id,
            "traffic_type": "ALL",
            "log_format": " ".join(f"${{{name}}}" for name in FIELDS),
            "max_aggregation_interval": checked.flow_log_interval_seconds,
            **destination,
        },
    )


def _bucket(arn: pulumi.Input[str]) -> dict[str, Any]:
    return {
        "log_destination_type": "s3",
        "log_destination": arn,
        "destination_options": {
            "file_format": "parquet",
            "hive_compatible_partitions": True,
            "per_hour_partition": True,
        },
    }


def _cloudwatch(child: Child, checked: Checked, args: CellArgs, physical: Callable[[str], str]) -> dict[str, Any]:
    group = child(
        "flow-log-group",
        aws.cloudwatch.LogGroup,
        {
            "name": f"/citycell/{args['cell']}/network",
            "retention_in_days": checked.log_retention_days,
            "kms_key_id": args.get("log_key_arn"),
        },
        data_class=DataClass.LOGS,
    )
    role = child(
        "flow-log-role",
        aws.iam.Role,
        {
            "name": physical("flow-logs"),
            "assume_role_policy": trust("vpc-flow-logs.amazonaws.com", args["account_id"]),
        },
    )
    streams = group.arn.apply(lambda arn: f"{arn.removesuffix(':*')}:*")
    actions = ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"]
    child(
        "flow-log-policy",
        aws.iam.RolePolicy,
        {"role": role.name, "policy": document([allow("Write", actions, streams)])},
    )
    return {
        "log_destination_type": "cloud-watch-logs",
        "log_destination": group.arn,
        "iam_role_arn": role.arn,
    }
