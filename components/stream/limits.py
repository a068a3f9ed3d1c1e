"""What each kind of Amazon MSK cluster takes: arguments, broker sizes, versions and settings, and what brokers hold.

AWS publishes none of it in a form that could be bundled, so it stands here with the pages that say it. All pages are of
the Amazon MSK developer guide unless another guide is named.
"""

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class StreamKind(StrEnum):
    """How Amazon MSK runs Kafka. A cluster cannot become one of another kind: make a second stream and move."""

    STANDARD = "standard"
    """Brokers with volumes of their own: every setting, broker logs, tiered storage. The default."""
    EXPRESS = "express"
    """Brokers without volumes to care for, faster to grow and to recover; more expensive, and without broker logs."""
    SERVERLESS = "serverless"
    """No brokers to size, paid by throughput; AWS's key and AWS's settings, and topics that programs make."""


@dataclass(frozen=True)
class BrokerSize:
    """What one broker of an instance type holds."""

    recommended: int
    """Replicas, leaders and followers, when all of them carry traffic."""
    maximum: int
    """Replicas beyond which MSK rejects updates of a Standard cluster, or more partitions on an Express one."""
    storage_mibps: int = 0
    """Most provisioned throughput of the volume in MiB/s; 0 where it cannot be provisioned."""


STANDARD_SIZES: Final = {
    "kafka.m5.large": BrokerSize(1000, 1500),
    "kafka.m5.xlarge": BrokerSize(1000, 1500),
    "kafka.m5.2xlarge": BrokerSize(2000, 3000),
    "kafka.m5.4xlarge": BrokerSize(4000, 6000, 593),
    "kafka.m5.8xlarge": BrokerSize(4000, 6000, 850),
    "kafka.m5.12xlarge": BrokerSize(4000, 6000, 1000),
    "kafka.m5.16xlarge": BrokerSize(4000, 6000, 1000),
    "kafka.m5.24xlarge": BrokerSize(4000, 6000, 1000),
    "kafka.m7g.large": BrokerSize(1000, 1500),
    "kafka.m7g.xlarge": BrokerSize(1000, 1500),
    "kafka.m7g.2xlarge": BrokerSize(2000, 3000, 312),
    "kafka.m7g.4xlarge": BrokerSize(4000, 6000, 625),
    "kafka.m7g.8xlarge": BrokerSize(4000, 6000, 1000),
    "kafka.m7g.12xlarge": BrokerSize(4000, 6000, 1000),
    "kafka.m7g.16xlarge": BrokerSize(4000, 6000, 1000),
}
"""Types of "Amazon MSK broker sizes"; replicas of "Best practices for Standard brokers", number of partitions per
Standard broker; throughput of "Manage storage throughput for Standard brokers". kafka.t3.small is missing on purpose:
it cannot be had in KRaft mode (CloudFormation user guide, AWS::MSK::Cluster BrokerNodeGroupInfo, InstanceType)."""

EXPRESS_SIZES: Final = {
    "express.m7g.large": BrokerSize(1000, 1500),
    "express.m7g.xlarge": BrokerSize(1000, 2000),
    "express.m7g.2xlarge": BrokerSize(2500, 4000),
    "express.m7g.4xlarge": BrokerSize(6000, 8000),
    "express.m7g.8xlarge": BrokerSize(12000, 16000),
    "express.m7g.12xlarge": BrokerSize(16000, 24000),
    "express.m7g.16xlarge": BrokerSize(20000, 32000),
}
"""Types of "Amazon MSK broker sizes"; replicas of "Amazon MSK quota", Express broker partition quota."""

EXPRESS_PROPERTIES: Final = frozenset(
    {
        "allow.everyone.if.no.acl.found",
        "auto.create.topics.enable",
        "compression.type",
        "connections.max.idle.ms",
        "delete.topic.enable",
        "group.initial.rebalance.delay.ms",
        "group.max.session.timeout.ms",
        "leader.imbalance.per.broker.percentage",
        "log.cleanup.policy",
        "log.message.timestamp.after.max.ms",
        "log.message.timestamp.before.max.ms",
        "log.message.timestamp.type",
        "log.retention.bytes",
        "log.retention.ms",
        "max.connections.per.ip",
        "max.incremental.fetch.session.cache.slots",
        "message.max.bytes",
        "num.partitions",
        "offsets.retention.minutes",
        "replica.fetch.max.bytes",
        "replica.selector.class",
        "socket.receive.buffer.bytes",
        "socket.request.max.bytes",
        "socket.send.buffer.bytes",
        "transaction.max.timeout.ms",
        "transactional.id.expiration.ms",
    }
)
"""Settings of "Custom MSK Express broker configurations", static configurations; the rest is MSK's there."""

STANDARD_PROPERTIES: Final = (EXPRESS_PROPERTIES - {"max.connections.per.ip"}) | {
    "default.replication.factor",
    "group.min.session.timeout.ms",
    "log.cleaner.delete.retention.ms",
    "log.cleaner.min.cleanable.ratio",
    "log.flush.interval.messages",
    "log.flush.interval.ms",
    "log.retention.hours",
    "log.retention.minutes",
    "log.roll.ms",
    "log.segment.bytes",
    "min.insync.replicas",
    "num.io.threads",
    "num.network.threads",
    "num.recovery.threads.per.data.dir",
    "num.replica.fetchers",
    "offsets.topic.replication.factor",
    "replica.fetch.response.max.bytes",
    "replica.lag.time.max.ms",
    "replica.socket.receive.buffer.bytes",
    "transaction.state.log.min.isr",
    "transaction.state.log.replication.factor",
    "unclean.leader.election.enable",
}
"""Settings of "Custom Amazon MSK configurations", without those of ZooKeeper and of versions before 3.6."""

REPLICAS: Final = 3
MIN_IN_SYNC: Final = 2
"""With `acks=all`, a record survives the loss of any zone, and producers can write while one zone is down."""

GUARDED: Final = {
    "allow.everyone.if.no.acl.found": "false",
    "auto.create.topics.enable": "false",
    "default.replication.factor": str(REPLICAS),
    "delete.topic.enable": "true",
    "min.insync.replicas": str(MIN_IN_SYNC),
    "offsets.topic.replication.factor": str(REPLICAS),
    "transaction.state.log.min.isr": str(MIN_IN_SYNC),
    "transaction.state.log.replication.factor": str(REPLICAS),
    "unclean.leader.election.enable": "false",
}
"""Settings that a stream promises: no record is lost with one zone, no topic appears by itself, and topics that left
the program can be deleted. `allow.everyone.if.no.acl.found` is about clients without IAM, of which there are none."""

SELECTOR: Final = "replica.selector.class"
RACK_AWARE: Final = "org.apache.kafka.common.replica.RackAwareReplicaSelector"
"""What lets consumers read from the replica of their own zone ("Custom Amazon MSK configurations")."""

INTERNAL_PARTITIONS: Final = 100
"""Kafka's own: 50 of offsets and 50 of transactions (Apache Kafka documentation, broker configs,
offsets.topic.num.partitions and transaction.state.log.num.partitions)."""

MIN_PROVISIONED_MIBPS: Final = 250
MIN_PROVISIONED_GIB: Final = 10
"""Least provisioned throughput, and the least volume that takes it ("Manage storage throughput")."""

MAX_STORAGE_GIB: Final = 16_384
"""Most storage of one broker ("Amazon MSK quota", Standard broker quota)."""

MIN_TIERED_HOURS: Final = 72
"""Least retention of a topic with tiered storage, three days ("Tiered storage for Standard brokers", constraints)."""


@dataclass(frozen=True)
class Capabilities:
    """What one kind of cluster takes, beside what every kind does."""

    kind: StreamKind
    arguments: frozenset[str]
    """Arguments of `Stream` that mean something for it."""
    required: frozenset[str]
    """Those of them that it cannot be made without."""
    sizes: dict[str, BrokerSize]
    """Instance types of its brokers; none where AWS sizes them."""
    kafka_versions: tuple[str, ...]
    """Versions in KRaft mode, oldest first; none where AWS picks."""
    default_version: str
    properties: frozenset[str]
    """Settings of its brokers that can be set."""
    fixed_replicas: bool = False
    """Whether MSK itself keeps three replicas with two in sync and takes no setting for it."""

    def most_partitions(self, size: str, brokers: int) -> int:
        """How many partitions, each with three replicas, so many brokers hold beside Kafka's own."""
        return self.sizes[size].maximum * brokers // REPLICAS - INTERNAL_PARTITIONS

    def brokers_for(self, size: str, partitions: int) -> int:
        """How many brokers so many partitions take: as many in each of the three zones."""
        replicas = (partitions + INTERNAL_PARTITIONS) * REPLICAS
        return math.ceil(replicas / self.sizes[size].maximum / REPLICAS) * REPLICAS


_PROVISIONED: Final = frozenset(
    {
        "broker_properties",
        "broker_type",
        "brokers",
        "kafka_version",
        "key_arn",
        "monitoring",
        "nearest_reads",
        "open_monitoring",
        "private_connectivity",
        "topics",
    }
)
_OWN_VOLUMES: Final = frozenset(
    {"storage_gib", "max_storage_gib", "storage_target_percent", "storage_mibps", "tiered_storage"}
)
_BROKER_LOGS: Final = frozenset(
    {"cloudwatch_logs", "log_key_arn", "log_retention_days", "log_bucket", "log_prefix", "log_delivery_stream"}
)

CAPABILITIES: Final = {
    StreamKind.STANDARD: Capabilities(
        kind=StreamKind.STANDARD,
        arguments=_PROVISIONED | _OWN_VOLUMES | _BROKER_LOGS,
        required=frozenset({"broker_type", "key_arn", "topics"}),
        sizes=STANDARD_SIZES,
        kafka_versions=("3.8.x.kraft", "3.9.x.kraft", "4.0.x.kraft", "4.1.x.kraft"),
        default_version="3.9.x.kraft",
        properties=STANDARD_PROPERTIES,
    ),
    StreamKind.EXPRESS: Capabilities(
        kind=StreamKind.EXPRESS,
        arguments=_PROVISIONED | {"rebalancing"},
        required=frozenset({"broker_type", "key_arn", "topics"}),
        sizes=EXPRESS_SIZES,
        kafka_versions=("3.9.x.kraft", "4.2.x.kraft"),
        default_version="3.9.x.kraft",
        properties=EXPRESS_PROPERTIES,
        fixed_replicas=True,
    ),
    StreamKind.SERVERLESS: Capabilities(
        kind=StreamKind.SERVERLESS,
        arguments=frozenset(),
        required=frozenset(),
        sizes={},
        kafka_versions=(),
        default_version="",
        properties=frozenset(),
    ),
}
"""Sources: "Amazon MSK broker types" (volumes, tiers and logs are the Standard broker's; open monitoring is both
types'), "Intelligent rebalancing for clusters" (Express only), "Topic Operations" (not for Serverless), "Configuration
properties for MSK Serverless clusters" (broker settings are AWS's). Versions: "Supported Apache Kafka versions",
without those whose support has ended, and "Amazon MSK Express brokers" (3.9 and 4.2 in KRaft mode); 3.9 is recommended
there."""
