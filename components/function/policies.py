"""IAM statements of a function's role."""

from collections.abc import Sequence

import pulumi

from ..core.cell import CellArgs
from ..core.iam import KafkaUse, Statement, Uses, allow, bootstrap_statement, statements
from .config import FunctionConfig, KafkaSourceConfig


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
    if config.kafka_source is not None or config.placement is not None:
        granted += interface_statements(cell, name)
    return granted


def _uses(config: FunctionConfig, group: str) -> Uses:
    """What the code uses, and what its event source mapping does with its role: read one topic, write the other."""
    uses: Uses = {**config.uses}
    if source := config.kafka_source:
        declared = uses.get("kafka", {})
        kafka: KafkaUse = {
            "cluster_arn": source.cluster_arn,
            "produce": _with_topic(declared.get("produce", []), source.failed_topic),
            "consume": [source.topic],
            "group": group,
        }
        uses["kafka"] = kafka
    return uses


def _with_topic(topics: Sequence[pulumi.Input[str]], added: pulumi.Input[str]) -> list[pulumi.Input[str]]:
    """The topics and one more, each once as far as their names are known."""
    named = sorted({topic for topic in (added, *topics) if isinstance(topic, str)})
    return [*(topic for topic in (added, *topics) if not isinstance(topic, str)), *named]


def poller_statements(source: KafkaSourceConfig) -> list[Statement]:
    """What pollers do beside reading records.

    Source: AWS Lambda developer guide, "Configuring Amazon MSK permissions".
    """
    return [
        allow("FindCluster", ["kafka:DescribeCluster", "kafka:DescribeClusterV2"], source.cluster_arn),
        bootstrap_statement(),
        allow("ReadBrokerSettings", ["kafka-cluster:DescribeClusterDynamicConfiguration"], source.cluster_arn),
    ]


def interface_statements(cell: CellArgs, name: str) -> list[Statement]:
    """Network interfaces: Lambda attaches them with the function's role, and the function's code may not.

    Source: AWS Lambda developer guide, "Giving Lambda functions access to resources in an Amazon VPC", required
    permissions and best practice; the managed policies AWSLambdaVPCAccessExecutionRole and AWSLambdaMSKExecutionRole.
    """
    account = pulumi.Output.from_input(cell["account_id"])
    # Lambda checks the right to delete on a resource that is not an interface yet, so the type stays open.
    resources = pulumi.Output.concat(f"arn:aws:ec2:{cell['region']}:", account, ":*/*")
    code = pulumi.Output.concat(f"arn:aws:lambda:{cell['region']}:", account, f":function:{name}")
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
        {"ArnEquals": {"lambda:SourceFunctionArn": code}},
    )
    return [
        allow("NetworkInterfaces", change, resources),
        allow("FindNetwork", describe, "*"),
        forbidden | {"Effect": "Deny"},
    ]
