"""Arguments of `Function`."""

from typing import NotRequired, TypedDict

import pulumi

from ..core.cell import CellArgs
from ..core.iam import Uses


class PlacementArgs(TypedDict):
    """Where in the network a function runs."""

    subnet_ids: pulumi.Input[list[str]]
    """Private subnets in at least two zones."""
    security_group_id: pulumi.Input[str]
    """Security group of the function's network interfaces."""


class KafkaSourceArgs(TypedDict):
    """A topic whose records invoke a function."""

    cluster_arn: pulumi.Input[str]
    """The MSK cluster."""
    topic: pulumi.Input[str]
    """The topic that Lambda reads. Its consumer group is the function's name on AWS."""
    failed_topic: pulumi.Input[str]
    """The topic that gets records which could not be processed, whole and with the reason. It exists before Lambda
    reads the other one: `Stream.topic_name` says its name once it does."""
    batch_size: NotRequired[int]
    """How many records one invocation gets at most, 1 to 10,000; 100 by default."""
    min_pollers: int
    """How many event pollers always run, 1 to 200; each is billed by the hour."""
    max_pollers: int
    """How many event pollers Lambda may start, `min_pollers` to 2,000."""


class FunctionArgs(CellArgs):
    """Arguments of `Function`."""

    function: str
    """Short name, such as `project-orders`; the name on AWS is `<cell>-<function>`."""
    description: str
    """One sentence for the console."""
    handler: str
    """Module and function that Lambda calls, such as `lambdas.connect.handler.handle`."""
    code: pulumi.Archive
    """The application's code, with the folders that `handler` names."""
    layers: NotRequired[list[pulumi.Input[str]]]
    """ARNs of the layers with the code's dependencies; none by default."""
    environment: NotRequired[dict[str, pulumi.Input[str]]]
    """Environment variables beside `CELL` and `CITY`."""
    uses: NotRequired[Uses]
    """Everything that the code uses. The role allows this and nothing else, beside logs, traces and what
    `kafka_source` and `placement` require."""
    kafka_source: NotRequired[KafkaSourceArgs]
    """A topic that invokes the function; none by default."""
    placement: NotRequired[PlacementArgs]
    """Subnets and security group of a function that connects to brokers or caches. Without it the function runs
    outside the network, where it starts sooner and needs no NAT."""
    memory_mib: NotRequired[int]
    """Memory, 128 to 10,240 MiB, and with it the share of a CPU core; 512 by default."""
    timeout_seconds: NotRequired[int]
    """After how many seconds Lambda ends an invocation, 1 to 900, or 840 with a `kafka_source`; 10 by default."""
    key_arn: pulumi.Input[str]
    """KMS key that encrypts the environment variables."""
    log_key_arn: pulumi.Input[str]
    """KMS key that encrypts the log group."""
    log_retention_days: NotRequired[int]
    """How many days the log group keeps events; 90 by default. One of the periods that CloudWatch Logs offers."""
