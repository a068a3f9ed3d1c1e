"""Arguments of the cell's `Monitoring`: the monitored resources, and alarm thresholds for the cell's load."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pulumi_aws as aws

from ..lake.component import Lake
from ..load_balancer.component import LoadBalancer
from ..monitoring.args import ConsumerArgs, WatchedServiceArgs
from ..plan.capacity import Sizes
from ..plan.objectives import Objectives, thresholds
from ..service.component import Service
from ..tracking.component import Tracking
from .config import CityConfig
from .functions import INVOKED_BY_TOPICS
from .history import deliveries
from .services import CONSUMED, DISPATCHER, ORDERS
from .stores import Stores

Physical = Callable[[str], str]
"""A short name to the AWS name."""


@dataclass(frozen=True, kw_only=True)
class WatchedParts:
    """The resources of a cell that have metrics."""

    stores: Stores
    load_balancer: LoadBalancer
    functions: list[str]
    """AWS names."""
    lake: Lake | None
    vault: str | None
    """Name of the backup vault."""
    cluster: aws.ecs.Cluster
    services: Mapping[str, Service]
    """The services of the cluster by their name."""
    tracking: Tracking


def monitoring_args(config: CityConfig, watched: WatchedParts, physical: Physical) -> dict[str, Any]:
    """The arguments of `Monitoring`, except the key."""
    rates = config.sizes.rates
    limits = thresholds(Objectives(), records_per_second=max(rates.records.values()), calls_per_second=rates.calls)
    tables = watched.stores.tables
    return {
        "stream": watched.stores.stream.cluster_name,
        "stream_kind": watched.stores.stream.kind,
        "stream_monitoring": watched.stores.stream.monitoring,
        "brokers": watched.stores.stream.broker_count,
        "database": watched.stores.database.cluster_id,
        "load_balancer": watched.load_balancer.metrics_name,
        "cache_nodes": _cache_nodes(config.sizes, physical("cache")),
        "functions": watched.functions,
        "sources": [physical(function) for function in INVOKED_BY_TOPICS],
        "tables": list(tables.table_names.values()),
        "indexes": [
            {"table": name, "index": index}
            for short, name in tables.table_names.items()
            for index in tables.index_names(short)
        ],
        "consumers": _consumers(physical),
        "consumer_lag_records": limits.consumer_lag_records,
        "api_p99_seconds": limits.api_p99_seconds,
        "api_errors": limits.api_errors,
        "aurora_acu_percent": limits.aurora_acu_percent,
        "replica_lag_ms": limits.replica_lag_ms,
        "cache_cpu_percent": limits.cache_cpu_percent,
        **({"deliveries": deliveries(watched.lake)} if watched.lake else {}),
        **({"vault": watched.vault} if watched.vault else {}),
        "services": _services(config, watched),
        "dispatcher": watched.services[DISPATCHER].service_name,
        "tracking": {"api_id": watched.stores.tracking_api.api_id, "stage": watched.tracking.stage_name},
        "budget_notices": config.budget,
        **({"canary": physical("canary")} if config.canary_url else {}),
        **config.objectives,
        **notified(config),
    }


def notified(config: CityConfig) -> dict[str, Any]:
    """The arguments of every component with alarms: who is notified, and where the runbooks are."""
    given = {
        "email": config.alarm_email,
        "ticket_email": config.ticket_email,
        "runbooks_url": config.runbooks_url,
    }
    return {name: value for name, value in given.items() if value}


def _services(config: CityConfig, watched: WatchedParts) -> list[WatchedServiceArgs]:
    sizes = {ORDERS: config.sizes.orders_tasks, DISPATCHER: config.sizes.dispatcher_tasks}
    return [
        {
            "service": name,
            "cluster_name": watched.cluster.name,
            "service_name": service.service_name,
            "min_tasks": sizes[name].minimum,
        }
        for name, service in watched.services.items()
    ]


def _cache_nodes(sizes: Sizes, cache: str) -> list[str]:
    """The names of a replication group's nodes, which ElastiCache chooses."""
    return [
        f"{cache}-{shard + 1:04}-{node + 1:03}"
        for shard in range(sizes.cache_shards)
        for node in range(1 + sizes.cache_replicas)
    ]


def _consumers(physical: Physical) -> list[ConsumerArgs]:
    """The groups that commit offsets: MSK publishes the lag of no other.

    The dispatcher reads whole topics without a group (`services/common/kafka_log.py`).
    """
    consumers: list[ConsumerArgs] = [
        {"group": physical(function), "topic": topic.value} for function, topic in INVOKED_BY_TOPICS.items()
    ]
    consumers.extend({"group": ORDERS, "topic": topic.value} for topic in CONSUMED[ORDERS])
    return consumers
