"""The resources of a cell that have alarms."""

from dataclasses import dataclass

import pulumi

from ..plan.lake_schema import LakeFormat
from ..plan.topics import Topic
from ..stream.args import MonitoringLevel
from ..stream.limits import StreamKind


@dataclass(frozen=True, kw_only=True)
class WatchedService:
    """An ECS service."""

    role: str
    """Its name in the names of alarms."""
    cluster: pulumi.Input[str]
    name: pulumi.Input[str]
    min_tasks: int
    """Tasks that always run."""


@dataclass(frozen=True)
class Watched:
    """AWS names of the monitored resources; each is a dimension of CloudWatch metrics."""

    stream: pulumi.Input[str]
    brokers: int
    database: pulumi.Input[str]
    load_balancer: pulumi.Input[str]
    cache_nodes: tuple[str, ...]
    functions: tuple[str, ...]
    tables: tuple[str, ...]
    consumers: tuple[tuple[str, Topic], ...]
    """Consumer group and the topic that it reads."""
    mappings: tuple[str, ...] = ()
    """Functions that a topic invokes."""
    indexes: tuple[tuple[str, str], ...] = ()
    """Table and its index."""
    deliveries: tuple[tuple[str, LakeFormat], ...] = ()
    """Delivery streams of the lake and their formats."""
    vault: str | None = None
    """The backup vault."""
    stream_kind: StreamKind = StreamKind.STANDARD
    """The kind of the Kafka cluster."""
    stream_level: MonitoringLevel = MonitoringLevel.TOPIC
    """The monitoring level of the Kafka cluster."""
    cell: str = ""
    """The cell, which is the dimension of the metrics that its own code writes."""
    services: tuple[WatchedService, ...] = ()
    tracking: tuple[pulumi.Input[str], pulumi.Input[str]] | None = None
    """The WebSocket API and its stage."""
    dispatcher: pulumi.Output[str] | None = None
    """The service that proposes couriers."""
    canary: str | None = None
    """The synthetic canary."""
