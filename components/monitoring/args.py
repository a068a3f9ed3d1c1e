"""Arguments of `Monitoring`."""

from typing import NotRequired, TypedDict

import pulumi

from ..core.cell import CellArgs
from ..plan.lake_schema import LakeFormat
from ..stream.args import MonitoringLevel
from ..stream.limits import StreamKind


class ConsumerArgs(TypedDict):
    """A consumer group of a topic."""

    group: str
    """Name of the group."""
    topic: str
    """The topic."""


class DeliveryArgs(TypedDict):
    """A delivery stream of the lake."""

    stream: str
    """Its name."""
    format: LakeFormat
    """Format that it writes."""


class TableIndexArgs(TypedDict):
    """An index of a table."""

    table: str
    """Name of the table."""
    index: str
    """Name of the index."""


class MonitoringArgs(CellArgs):
    """Arguments of `Monitoring`."""

    stream: pulumi.Input[str]
    """Name of the Kafka cluster. The output of the cluster makes its alarms after it, so that they begin with data."""
    brokers: int
    """Number of brokers."""
    database: pulumi.Input[str]
    """Identifier of the database cluster; the output of the cluster, as for `stream`."""
    load_balancer: pulumi.Input[str]
    """Suffix of the load balancer's ARN."""
    cache_nodes: list[str]
    """Names of the cache's nodes."""
    functions: list[str]
    """Names of the functions."""
    sources: list[str]
    """Names of the functions with a Kafka event source mapping."""
    tables: list[str]
    """Names of the tables."""
    consumers: list[ConsumerArgs]
    """Consumer groups whose lag is watched."""
    consumer_lag_records: int
    """Records that a consumer may be behind before an alarm. `plan.objectives.thresholds` derives this and the
    following ones from a load."""
    api_p99_seconds: float
    """The 99th percentile of the order service's response time, in seconds."""
    api_errors: int
    """5xx responses in five minutes."""
    aurora_acu_percent: float
    """Use of the database's maximum capacity, in percent."""
    replica_lag_ms: float
    """Lag of the database's readers, in milliseconds."""
    cache_cpu_percent: float
    """CPU of a cache node, in percent."""
    key_arn: pulumi.Input[str]
    """Key that encrypts notifications."""
    stream_kind: NotRequired[StreamKind]
    """Kind of the Kafka cluster; Standard by default. Express brokers have no metrics of offline and under-replicated
    partitions, and no alarms on them. Serverless has no brokers and cannot be monitored by broker."""
    stream_monitoring: NotRequired[MonitoringLevel]
    """Monitoring level of the Kafka cluster, which must publish every metric with an alarm: `PER_TOPIC_PER_BROKER`, the
    default, or finer."""
    indexes: NotRequired[list[TableIndexArgs]]
    """Global secondary indexes of the tables, whose throttling the metrics of a table do not include; none by
    default."""
    deliveries: NotRequired[list[DeliveryArgs]]
    """Delivery streams of the lake; none by default."""
    vault: NotRequired[str]
    """Name of the backup vault; none by default."""
    email: NotRequired[str]
    """Address that is notified of alarms; its owner confirms the subscription once by mail. None by default."""
