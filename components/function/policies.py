"""IAM statements of a function's role."""

from collections.abc import Mapping, Sequence

import pulumi

from ..core.cell import CellArgs
from ..core.iam import KafkaUse, Statement, Uses, allow, bootstrap_statement, key_statement, statements
from .args import DestinationKind
from .config import FunctionConfig
from .source import FailureDestinationConfig, KafkaSourceConfig


def role_statements(
    config: FunctionConfig, cell: CellArgs, name: str, log_group_arn: pulumi.Output[str]
) -> list[Statement]:
    """Everything that the role of the function called `name` on AWS may do."""
    granted = statements(_uses(config, name), cell["region"])
    streams = log_group_arn.apply(lambda arn: f"{arn}:*")
    granted.append(allow("WriteLogs", ["logs:CreateLogStream", "logs:PutLogEvents"], streams))
    # X-Ray's write actions have no resource (Service Authorization Reference).
    granted.append(allow("Trace", ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], "*"))
    if config.kafka_source is not None:
        granted += poller_statements(config.kafka_source)
        if (destination := config.kafka_source.failure_destination) is not None:
            granted += destination_statements(destination, cell["region"])
    if config.kafka_source is not None or config.placement is not None:
        granted += interface_statements(cell, name, has_versions=config.live_alias)
    return granted


def _uses(config: FunctionConfig, group: str) -> Uses:
    """What the code uses, and what its event source mapping does with its role: read one topic, write the other."""
    uses: Uses = {**config.uses}
    if source := config.kafka_source:
        declared = uses.get("kafka", {})
        failed = [] if source.failed_topic is None else [source.failed_topic]
        kafka: KafkaUse = {
            "cluster_arn": source.cluster_arn,
            "produce": _each_once([*failed, *declared.get("produce", [])]),
            "consume": [source.topic],
            "group": group,
        }
        uses["kafka"] = kafka
    return uses


def _each_once(topics: Sequence[pulumi.Input[str]]) -> list[pulumi.Input[str]]:
    """The topics, each once as far as their names are known."""
    named = sorted({topic for topic in topics if isinstance(topic, str)})
    return [*(topic for topic in topics if not isinstance(topic, str)), *named]


_DESTINATIONS: Mapping[DestinationKind, tuple[str, str, Sequence[str]]] = {
    DestinationKind.QUEUE: ("sqs", "sqs:SendMessage", ["kms:Decrypt", "kms:GenerateDataKey"]),
    DestinationKind.NOTIFICATION_TOPIC: ("sns", "sns:Publish", ["kms:Decrypt", "kms:GenerateDataKey"]),
    DestinationKind.BUCKET: ("s3", "s3:PutObject", ["kms:GenerateDataKey"]),
}
"""Service, action and key actions by destination (AWS Lambda developer guide, "Capturing discarded batches for Amazon
MSK and self-managed Apache Kafka event sources")."""


def destination_statements(destination: FailureDestinationConfig, region: str) -> list[Statement]:
    """What pollers do at a failure destination that is no topic."""
    service, action, key_actions = _DESTINATIONS[destination.kind]
    is_bucket = destination.kind is DestinationKind.BUCKET
    target = pulumi.Output.concat(destination.arn, "/*") if is_bucket else destination.arn
    granted = [allow("KeepFailures", [action], target)]
    if is_bucket:
        granted.append(allow("FindFailures", ["s3:ListBucket"], destination.arn))
    if destination.key_arn is not None:
        granted.append(key_statement("FailuresKey", destination.key_arn, service, region, key_actions))
    return granted


def poller_statements(source: KafkaSourceConfig) -> list[Statement]:
    """What pollers do beside reading records.

    Source: AWS Lambda developer guide, "Configuring Amazon MSK permissions".
    """
    return [
        allow("FindCluster", ["kafka:DescribeCluster", "kafka:DescribeClusterV2"], source.cluster_arn),
        bootstrap_statement(),
        allow("ReadBrokerSettings", ["kafka-cluster:DescribeClusterDynamicConfiguration"], source.cluster_arn),
    ]


def interface_statements(cell: CellArgs, name: str, *, has_versions: bool = False) -> list[Statement]:
    """Network interfaces: Lambda attaches them with the function's role, and the function's code may not.

    Source: AWS Lambda developer guide, "Giving Lambda functions access to resources in an Amazon VPC", required
    permissions and best practice; the managed policies AWSLambdaVPCAccessExecutionRole and AWSLambdaMSKExecutionRole.
    """
    account = pulumi.Output.from_input(cell["account_id"])
    # Lambda checks the right to delete on a resource that is not an interface yet, so the type stays open.
    resources = pulumi.Output.concat(f"arn:aws:ec2:{cell['region']}:", account, ":*/*")
    code = pulumi.Output.concat(f"arn:aws:lambda:{cell['region']}:", account, f":function:{name}")
    # Whether the ARN of a version's code ends in its number is unverified, so both are denied.
    sources = [code, pulumi.Output.concat(code, ":*")] if has_versions else code
    change = [
        "ec2:AssignPrivateIpAddresses",
        "ec2:CreateNetworkInterface",
        "ec2:DeleteNetworkInterface",
        "ec2:UnassignPrivateIpAddresses",
    ]
    describe = [f"ec2:Describe{kind}" for kind in ("NetworkInterfaces", "SecurityGroups", "Subnets", "Vpcs")]
    forbidden = allow(
        "NotFromCode",
        [*change, *describe, "ec2:DetachNetworkInterface"],
        "*",
        {"ArnEquals": {"lambda:SourceFunctionArn": sources}},
    )
    return [
        allow("NetworkInterfaces", change, resources),
        allow("FindNetwork", describe, "*"),
        forbidden | {"Effect": "Deny"},
    ]
