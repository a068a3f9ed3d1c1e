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


class WatchedServiceArgs(TypedDict):
    """An ECS service."""

    service: str
    """Its name in the names of alarms."""
    cluster_name: pulumi.Input[str]
    """Name of its cluster, which has Container Insights on."""
    service_name: pulumi.Input[str]
    """Its AWS name; the output of the service makes its alarms after it, so that they begin with data."""
    min_tasks: int
    """Tasks that always run; fewer start an alarm."""


class WatchedApiArgs(TypedDict):
    """A WebSocket API."""

    api_id: pulumi.Input[str]
    """Its id."""
    stage: pulumi.Input[str]
    """Name of its stage."""


class ObjectiveArgs(TypedDict):
    """The service level objectives of a cell, over 30 days. Each target is a share of events, 0.95 to 0.9999."""

    slo_placement_availability: NotRequired[float]
    """Share of orders that do not fail for a fault of the cell; 0.999 by default."""
    slo_placement_latency: NotRequired[float]
    """Share of orders that are placed within `slo_placement_ms`; 0.99 by default."""
    slo_placement_ms: NotRequired[int]
    """Limit of placing an order, in milliseconds; 1,000 by default."""
    slo_ping_to_page: NotRequired[float]
    """Share of courier positions that reach the pages within `slo_ping_to_page_ms`; 0.99 by default."""
    slo_ping_to_page_ms: NotRequired[int]
    """Limit from a courier's ping to the pages, in milliseconds; 2,000 by default."""
    slo_freshness: NotRequired[float]
    """Share of order events that are in their view within `slo_freshness_ms`; 0.99 by default."""
    slo_freshness_ms: NotRequired[int]
    """Limit from an order event to its view, in milliseconds; 5,000 by default."""
    slo_minimum_events: NotRequired[int]
    """Events in the long window of a burn rate alarm from which it counts; 30 by default. With fewer, one failure would
    be a large share."""
    slo_minimum_bad: NotRequired[int]
    """Bad events in that window from which it counts; 3 by default."""


class MonitoringArgs(CellArgs, ObjectiveArgs):
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
    services: NotRequired[list[WatchedServiceArgs]]
    """ECS services; none by default."""
    tracking: NotRequired[WatchedApiArgs]
    """The WebSocket API of the tracking pages; none by default."""
    dispatcher: NotRequired[pulumi.Input[str]]
    """AWS name of the service that proposes couriers and writes `DispatchRounds`; none by default. The output of the
    service makes its alarm after it, so that it begins with data."""
    canary: NotRequired[str]
    """Name of a synthetic canary whose failures page; none by default."""
    anomaly_alarms: NotRequired[bool]
    """Whether a drop of orders or positions below what is usual at that time starts an alarm. True by default, unless
    disposable: CloudWatch needs two weeks of data to know what is usual, and each alarm costs as much as three."""
    budget_notices: NotRequired[bool]
    """Whether AWS Budgets of this account may publish to the topic of tickets; false by default."""
    email: NotRequired[str]
    """Address that is notified of pages, and of tickets without `ticket_email`. Its owner confirms each subscription
    once by mail. None by default."""
    ticket_email: NotRequired[str]
    """Address that is notified of tickets in place of `email`; `email` by default."""
    runbooks_url: NotRequired[str]
    """Where the pages of `docs/runbooks/` are, for the links in notifications, such as the URL of your repository. By
    default the link is the path in the repository of this library."""
