"""Arguments of `Stream`."""

from enum import StrEnum
from typing import NotRequired, TypedDict

import pulumi

from ..core.cell import CellArgs
from .limits import StreamKind


class CleanupPolicy(StrEnum):
    """How Kafka removes old records of a topic (`cleanup.policy`)."""

    DELETE = "delete"
    """Records are deleted after their retention. The default."""
    COMPACT = "compact"
    """The newest record of each key is kept forever, like a table."""
    COMPACT_AND_DELETE = "compact,delete"
    """Only the newest record of each key is kept, and it is deleted after its retention."""


class MonitoringLevel(StrEnum):
    """Which metrics MSK writes to CloudWatch; all but the first are billed by metric (CloudWatch pricing)."""

    CLUSTER = "DEFAULT"
    """Of the cluster and of each broker as a whole, free."""
    BROKER = "PER_BROKER"
    """Of each broker in detail."""
    TOPIC = "PER_TOPIC_PER_BROKER"
    """Of each topic on each broker: the first level that shows which topic grows, and the least that Security Hub
    accepts (MSK.2). The default."""
    PARTITION = "PER_TOPIC_PER_PARTITION"
    """Of each partition, the lag of consumers among them: as many metrics as partitions."""


class StreamService(StrEnum):
    """An AWS service that reaches the brokers by private connections of its own."""

    FIREHOSE = "firehose"
    """Amazon Data Firehose, to deliver topics to a lake."""
    REPLICATOR = "replicator"
    """MSK Replicator, to copy topics to another region."""


class TopicArgs(TypedDict):
    """One topic. Every topic has three replicas of which two must acknowledge."""

    name: str
    """Its name in Kafka: letters, digits, dots, underscores and hyphens, 249 characters at most. Another name is
    another topic."""
    partitions: int
    """How many partitions. May grow, never shrink: Kafka cannot take one away, and the update fails. Growing sends keys
    to other partitions, so let consumers that count on order drain first. MSK changes a topic's partitions or its
    settings in one update, not both (Amazon MSK developer guide, "Update a topic")."""
    retention_hours: NotRequired[int]
    """How long records stay. Required unless the topic is compacted, which knows no time."""
    cleanup: NotRequired[CleanupPolicy]
    """What becomes of old records; they are deleted by default."""
    max_message_bytes: NotRequired[int]
    """The largest batch that producers may send; 1,048,588 bytes by default (Kafka's `max.message.bytes`)."""
    local_retention_hours: NotRequired[int]
    """How long records stay on the brokers' volumes before only the cheaper tier has them. Makes the topic tiered,
    which needs `tiered_storage`, three days of retention and no compaction. A topic that stops being tiered cannot
    begin again."""


class StreamArgs(CellArgs):
    """Arguments of `Stream`. An argument that the kind of cluster does not have is an error."""

    kind: NotRequired[StreamKind]
    """How MSK runs Kafka; Standard brokers by default. Cannot be changed: make a second stream and move."""
    subnet_ids: pulumi.Input[list[str]]
    """One subnet in each of three zones."""
    security_group_id: pulumi.Input[str]
    """Security group of the brokers."""
    services: NotRequired[list[StreamService]]
    """AWS services that may make private connections to the brokers: none by default. Makes the cluster's policy. A
    service still needs a role that may read topics (`firehose_policy`)."""

    key_arn: NotRequired[pulumi.Input[str]]
    """Key that encrypts the brokers' volumes. Required, except for Serverless, which takes none."""
    topics: NotRequired[list[TopicArgs]]
    """The topics, at least one. Serverless topics are no resources: programs make them."""
    broker_type: NotRequired[str]
    """Instance type of a broker, such as `kafka.m7g.large` or `express.m7g.large`. Required, except for Serverless."""
    brokers: NotRequired[int]
    """How many, a multiple of three; three by default. Fewer than before must first be emptied of partitions."""
    kafka_version: NotRequired[str]
    """Version of Kafka, KRaft only; `3.9.x.kraft` by default. Updated in place; going back makes a new cluster."""
    broker_properties: NotRequired[dict[str, str]]
    """Settings of the brokers beside those that the stream keeps, each a new revision of its configuration, which MSK
    rolls out broker by broker. A setting that would weaken the stream's guarantees is an error."""
    nearest_reads: NotRequired[bool]
    """Whether consumers that name their zone (`client.rack`) read from the replica there, which saves the price of
    traffic between zones. On by default."""
    monitoring: NotRequired[MonitoringLevel]
    """Level of metrics in CloudWatch; by topic and broker by default."""
    open_monitoring: NotRequired[bool]
    """Whether brokers serve their metrics to Prometheus, on ports 11001 and 11002 of the brokers' security group. On by
    default: it is free."""
    private_connectivity: NotRequired[bool]
    """Whether other VPCs, AWS services' among them, reach the brokers by PrivateLink, signed in with IAM; billed by
    hour and GB. Off by default. Serverless always has it."""

    storage_gib: NotRequired[int]
    """Volume of each Standard broker; 100 GiB by default. May grow, never shrink, and once in six hours at most."""
    max_storage_gib: NotRequired[int]
    """Up to where volumes grow by themselves; they keep their size by default. From then on, and in the update that
    sets it, `storage_gib` is only their first size: changes of it are ignored, since volumes have grown past it and
    cannot shrink. To remove it, set `storage_gib` to the size that the volumes have by then."""
    storage_target_percent: NotRequired[int]
    """How full volumes may be before they grow by a tenth, or 10 GiB where that is more; 60 by default."""
    storage_mibps: NotRequired[int]
    """Provisioned throughput of each volume in MiB/s, for the larger types; a volume's usual 250 by default."""
    tiered_storage: NotRequired[bool]
    """Whether topics may keep old records in a cheaper tier of unlimited size. Off by default."""

    cloudwatch_logs: NotRequired[bool]
    """Whether Standard brokers log to CloudWatch. On by default."""
    log_key_arn: NotRequired[pulumi.Input[str]]
    """Key that encrypts the log group. Required with it."""
    log_retention_days: NotRequired[int]
    """How long the log group keeps logs; 90 days by default."""
    log_bucket: NotRequired[pulumi.Input[str]]
    """Bucket that brokers log to as well; none by default."""
    log_prefix: NotRequired[str]
    """Where in that bucket; `stream` by default."""
    log_delivery_stream: NotRequired[pulumi.Input[str]]
    """Firehose stream that brokers log to as well, by name; none by default."""

    rebalancing: NotRequired[bool]
    """Whether MSK moves partitions between Express brokers by itself. On by default; pause it to move them by hand."""
