"""Arguments of `Function`."""

from enum import StrEnum
from typing import Any, NotRequired, TypedDict

import pulumi

from ..core.cell import CellArgs
from ..core.iam import Uses


class StartingPosition(StrEnum):
    """Where a new consumer group begins. A group that exists goes on where it was."""

    TRIM_HORIZON = "TRIM_HORIZON"
    """The oldest record that the topic has."""
    LATEST = "LATEST"
    """Only records that arrive after the mapping began to poll, which takes minutes."""
    AT_TIMESTAMP = "AT_TIMESTAMP"
    """The first record of `starting_timestamp` or later."""


class DestinationKind(StrEnum):
    """A destination for records that failed, other than a topic of the same cluster."""

    QUEUE = "queue"
    """An SQS queue. A message has the position and the reason, not the record."""
    NOTIFICATION_TOPIC = "notification-topic"
    """An SNS topic. A message has the position and the reason, not the record."""
    BUCKET = "bucket"
    """An S3 bucket. An object has the whole batch and the reason."""


class SourceMetric(StrEnum):
    """Groups of metrics of a mapping, each billed as custom metrics."""

    EVENTS = "EventCount"
    """Records that were polled, filtered out, invoked with, failed, dropped, and sent to the destination."""
    ERRORS = "ErrorCount"
    """Errors of the pollers."""
    KAFKA = "KafkaMetrics"
    """The consumers: lag, committed offsets, rebalances."""


class PollerLogLevel(StrEnum):
    """Which messages of the pollers are logged."""

    DEBUG = "DEBUG"
    """All of them."""
    INFO = "INFO"
    """Also what pollers do, such as scaling and rebalances."""
    WARN = "WARN"
    """What may become an error."""


class PlacementArgs(TypedDict):
    """Where in the network a function runs."""

    subnet_ids: pulumi.Input[list[str]]
    """Private subnets in at least two zones."""
    security_group_id: pulumi.Input[str]
    """Security group of the function's network interfaces."""


class FailureDestinationArgs(TypedDict):
    """Where records that failed go, if not to a topic."""

    kind: DestinationKind
    """What the destination is, which decides what the role may do there."""
    arn: pulumi.Input[str]
    """The queue, notification topic or bucket. Pollers run in the subnets of the brokers, so these need an endpoint of
    its service (AWS Lambda developer guide, capturing discarded batches)."""
    key_arn: NotRequired[pulumi.Input[str]]
    """The KMS key that encrypts it, if it has one of its own."""


class KafkaSourceArgs(TypedDict):
    """A topic whose records invoke a function."""

    cluster_arn: pulumi.Input[str]
    """The MSK cluster."""
    topic: pulumi.Input[str]
    """The topic that Lambda reads. Its consumer group is the function's name on AWS."""
    failed_topic: NotRequired[pulumi.Input[str]]
    """The topic that gets records which could not be processed, whole and with the reason. It exists before Lambda
    reads the other one: `Stream.topic_name` says its name once it does. Required unless `failure_destination` is set.
    """
    failure_destination: NotRequired[FailureDestinationArgs]
    """Another destination of such records, in place of `failed_topic`."""
    enabled: NotRequired[bool]
    """Whether Lambda polls the topic; true by default. While it is false records wait until the topic deletes them."""
    batch_size: NotRequired[int]
    """How many records one invocation gets at most, 1 to 10,000; 100 by default."""
    batching_window_seconds: NotRequired[int]
    """How long a batch waits for more records, 0 to 300 seconds; 0 by default, for the lowest latency."""
    starting_position: NotRequired[StartingPosition]
    """Where a new consumer group begins; with the oldest record by default."""
    starting_timestamp: NotRequired[str]
    """For `AT_TIMESTAMP`: a time in the past with its offset from UTC, such as `2026-11-01T00:00:00+00:00`."""
    max_retries: NotRequired[int]
    """How often a batch that failed is tried again, 0 to 10,000; 5 by default. -1 does not limit it, but with a
    destination for failed records, and there always is one, Lambda ends after 10 retries."""
    max_record_age_seconds: NotRequired[int]
    """How old a record may be when the function gets it, 60 to 604,800 seconds, or -1 for no limit; 3,600 by default,
    so that a record which cannot be processed holds up its partition for an hour at most."""
    split_batches: NotRequired[bool]
    """Whether a batch for which the function raised is tried again in two halves; true by default."""
    partial_responses: NotRequired[bool]
    """Whether the function's response names the records that failed, and only these are tried again; true by default.
    """
    filters: NotRequired[list[dict[str, Any]]]
    """Patterns of which a record's JSON value must match one; the others never invoke the function. Five at most, such
    as `{"status": ["placed", {"prefix": "cancel"}]}`. None by default. They are encrypted with `key_arn`."""
    min_pollers: int
    """How many event pollers always run, 1 to 200; each is billed by the hour."""
    max_pollers: int
    """How many event pollers Lambda may start, `min_pollers` to 2,000."""
    poller_group: NotRequired[str]
    """Name of a group of mappings in the brokers' network that share pollers: 100 mappings at most, with 2,000 pollers
    together. None by default."""
    metrics: NotRequired[list[SourceMetric]]
    """Metrics that the mapping publishes beside those of the function; none by default."""
    log_level: NotRequired[PollerLogLevel]
    """The messages of the pollers that go to the function's log group; none by default."""


class SignedCodeArgs(TypedDict):
    """Code that AWS Signer has signed. Layers must be signed as well."""

    bucket: pulumi.Input[str]
    """The bucket with the signed archive, in the region of the cell."""
    key: pulumi.Input[str]
    """Its key, which ends in the id of the signing job."""
    version: NotRequired[pulumi.Input[str]]
    """Its version in a bucket with versions; the newest by default."""
    profile_version_arns: list[pulumi.Input[str]]
    """Signing profiles whose signatures are accepted, 1 to 20 ARNs with their version. Lambda refuses any other code.
    """


class FunctionArgs(CellArgs):
    """Arguments of `Function`."""

    function: str
    """Short name, such as `project-orders`; the name on AWS is `<cell>-<function>`."""
    description: str
    """One sentence for the console."""
    handler: str
    """Module and function that Lambda calls, such as `lambdas.connect.handler.handle`."""
    code: NotRequired[pulumi.Archive]
    """The application's code, with the folders that `handler` names. Required unless `signed_code` is set."""
    signed_code: NotRequired[SignedCodeArgs]
    """Signed code in a bucket, in place of `code`. A local cell cannot run it."""
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
    live_alias: NotRequired[bool]
    """Whether each change publishes a version, and callers use the alias `live`; false by default. An update then
    changes nothing for callers: `python -m components.release` moves the alias to the new version (docs/releases.md).
    """
    reserved_concurrency: NotRequired[int]
    """Invocations at the same time that are kept for this function, and its maximum: 1 to the account's quota less
    100. Not reserved by default."""
    provisioned_concurrency: NotRequired[int]
    """Environments of the alias that are always ready, each billed by the hour; at most `reserved_concurrency`. Needs
    `live_alias`. None by default."""
    snap_start: NotRequired[bool]
    """Whether a version starts from a snapshot of its initialised code, which is billed while the version exists; false
    by default. Needs `live_alias`, no `provisioned_concurrency`, and code that makes connections and random values when
    it is invoked. AWS offers it for the runtime and architecture of functions here
    (https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html)."""
    allow_recursion: NotRequired[bool]
    """Whether Lambda lets the function invoke itself through a queue, topic or bucket; false by default, so that Lambda
    ends such a loop after about 16 rounds."""
    quotas: NotRequired[dict[str, int]]
    """Quotas of the account that differ from the default of AWS, by their code. `{"L-B99A9384": 5000}` is about
    concurrent executions. None by default."""
    key_arn: pulumi.Input[str]
    """KMS key that encrypts the environment variables, and the filters of a `kafka_source`. With filters its policy
    lets `lambda.amazonaws.com` decrypt."""
    log_key_arn: pulumi.Input[str]
    """KMS key that encrypts the log group."""
    log_retention_days: NotRequired[int]
    """How many days the log group keeps events; 90 by default. One of the periods that CloudWatch Logs offers."""
