"""A city's cell: everything that one city needs, and nothing that another city touches."""

from typing import Any

import pulumi
import pulumi_aws as aws

from . import cell_functions, cell_history, cell_services
from .backup import Backup
from .cache import Cache
from .cache_users import CacheAccess
from .cell_parts import BY_CONNECTION, EXPIRY, ORDER_VIEWS, POSITIONS_USER, SUBSCRIPTIONS, TICKETS, Parts
from .city_cell_args import CityCellArgs, check
from .component import Component, Transforms
from .database import Database
from .function import Function
from .keys import Keys
from .lake import Lake
from .load_balancer import LoadBalancer
from .monitoring import ConsumerArgs, Monitoring
from .network import Network
from .package import LayerName, function_code, function_layer
from .plan.egress import Nat
from .plan.names import BACKUP
from .plan.objectives import Objectives, thresholds
from .plan.published import cache_node_type
from .plan.topics import RETENTION_HOURS
from .plan.traffic import Part
from .service import Service
from .stream import Stream
from .tables import Tables
from .tables_arguments import TableArgs
from .task import Task
from .tracking import Tracking, TrackingApi

TABLES: list[TableArgs] = [
    {"name": ORDER_VIEWS, "partition_key": "order_id", "ttl_attribute": EXPIRY},
    {
        "name": SUBSCRIPTIONS,
        "partition_key": "feed",
        "sort_key": "connection_id",
        "ttl_attribute": EXPIRY,
        "indexes": [{"name": BY_CONNECTION, "partition_key": "connection_id"}],
    },
    {"name": TICKETS, "partition_key": "ticket_hash", "ttl_attribute": EXPIRY},
]
"""The tables of a cell, as `docs/architecture.md` describes them."""


class CityCell(Component):
    """One city: orders in, couriers dispatched, pages that follow them.

    Sizes follow from the load (`plan.capacity`); a load that is too much for one cell is refused with the number of
    cells that it needs.
    """

    websocket_url: pulumi.Output[str]
    """Where pages connect."""
    api_host: pulumi.Output[str]
    """The internal load balancer, for the edge."""
    bootstrap_servers: pulumi.Output[str]
    """The brokers."""
    migrations_task: pulumi.Output[str]
    """Task definition to run before services start, in the private subnets and the group below."""
    migrations_security_group: pulumi.Output[str]
    """Security group of that task."""
    private_subnet_ids: pulumi.Output[list[str]]
    """Private subnets."""
    dashboard: pulumi.Output[str]
    """Name of the dashboard."""

    def __init__(
        self,
        name: str,
        args: CityCellArgs,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transforms: Transforms | None = None,
    ) -> None:
        sizes = check(name, args)
        super().__init__(name, args, opts, transforms)
        self._sizes = sizes
        self._keys = self._component("keys", Keys, {})
        self._network = self._make_network(args)
        self._parts = Parts(
            stream=self._make_stream(args),
            cache=self._make_cache(),
            database=self._make_database(),
            tables=self._component("tables", Tables, {"key_arn": self._keys.personal_arn, "tables": TABLES}),
            tracking_api=self._component("tracking-api", TrackingApi, {}),
        )
        self._layers = self._make_layers(args)
        self._functions = self._make_functions()
        self._lake = self._make_lake() if args.get("lake", False) else None
        self._backup = self._make_backup(args) if args.get("backups", not self._disposable) else None
        balancer = self._make_load_balancer(args)
        migrations = self._make_services(args, balancer)
        self._make_tracking()
        monitoring = self._make_monitoring(args, balancer)

        self.websocket_url = self._parts.tracking_api.url
        self.api_host = balancer.dns_name
        self.bootstrap_servers = self._parts.stream.bootstrap_servers
        self.migrations_task = migrations.task_definition_arn
        self.migrations_security_group = self._network.group(Part.MIGRATIONS)
        self.private_subnet_ids = self._network.private_subnet_ids
        self.dashboard = monitoring.dashboard_name
        self._finish()

    @property
    def parts(self) -> Parts:
        """The stores, for programs that add to a cell."""
        return self._parts

    @property
    def network(self) -> Network:
        """The network, for programs that add to a cell."""
        return self._network

    @property
    def lake(self) -> Lake | None:
        """The history, where it was asked for: its policies are what analysts get."""
        return self._lake

    @property
    def backup(self) -> Backup | None:
        """The backups, unless the cell has none."""
        return self._backup

    def _make_network(self, args: CityCellArgs) -> Network:
        return self._component(
            "network",
            Network,
            {
                "cidr": args["cidr"],
                "nat": args.get("nat") or (Nat.ONE if self._disposable else Nat.PER_ZONE),
                "interface_endpoints": args.get("interface_endpoints", []),
                "log_key_arn": self._keys.logs_arn,
            },
        )

    def _make_stream(self, args: CityCellArgs) -> Stream:
        partitions = self._sizes.partitions
        topics = [
            {"name": topic.value, "partitions": partitions[topic], "retention_hours": hours}
            for topic, hours in RETENTION_HOURS.items()
        ]
        return self._component(
            "stream",
            Stream,
            {
                "subnet_ids": self._network.data_subnet_ids,
                "security_group_id": self._network.group(Part.STREAM),
                "key_arn": self._keys.streams_arn,
                "log_key_arn": self._keys.logs_arn,
                "topics": topics,
                "brokers": self._sizes.brokers,
                "broker_type": self._sizes.broker_type,
                "storage_gib": self._sizes.broker_storage_gib,
                **(cell_history.OPENED if args.get("lake", False) else {}),
            },
        )

    def _make_cache(self) -> Cache:
        return self._component(
            "cache",
            Cache,
            {
                "subnet_ids": self._network.data_subnet_ids,
                "security_group_id": self._network.group(Part.CACHE),
                "key_arn": self._keys.personal_arn,
                "log_key_arn": self._keys.logs_arn,
                "users": [{"name": POSITIONS_USER, "access": CacheAccess.READ_WRITE}],
                "node_type": cache_node_type(self._sizes.cache_node_type, self._cell["region"]),
                "shards": self._sizes.cache_shards,
                "replicas": self._sizes.cache_replicas,
            },
        )

    def _make_database(self) -> Database:
        return self._component(
            "database",
            Database,
            {
                "subnet_ids": self._network.data_subnet_ids,
                "security_group_id": self._network.group(Part.DATABASE),
                "key_arn": self._keys.orders_arn,
                "log_key_arn": self._keys.logs_arn,
                "min_acu": self._sizes.min_acu,
                "max_acu": self._sizes.max_acu,
            },
        )

    def _make_layers(self, args: CityCellArgs) -> dict[LayerName, aws.lambda_.LayerVersion]:
        functions = self._make_layer("function-layer", "functions", args["function_dependencies"])
        messages = functions
        if code := args.get("message_dependencies"):
            messages = self._make_layer("message-layer", "messages", code)
        return {LayerName.FUNCTIONS: functions, LayerName.MESSAGES: messages}

    def _make_layer(self, role: str, name: str, code: pulumi.Archive) -> aws.lambda_.LayerVersion:
        return self._child(
            role,
            aws.lambda_.LayerVersion,
            {
                "layer_name": self._physical(name),
                "code": code,
                "compatible_runtimes": ["python3.13"],
                "compatible_architectures": ["arm64"],
            },
        )

    def _make_functions(self) -> dict[str, Function]:
        specs = cell_functions.functions(
            self._parts,
            self._sizes,
            {
                "subnet_ids": self._network.private_subnet_ids,
                "security_group_id": self._network.group(Part.PROJECTORS),
            },
        )
        return {function: self._make_function(function, spec) for function, spec in specs.items()}

    def _make_function(self, function: str, spec: dict[str, Any]) -> Function:
        folder = cell_functions.function_folder(function)
        layer = function_layer(folder)
        return self._component(
            function,
            Function,
            {
                "function": function,
                "handler": f"lambdas.{folder}.handler.handle",
                "code": function_code(folder),
                "layers": [self._layers[layer].arn] if layer else [],
                "key_arn": self._keys.personal_arn,
                "log_key_arn": self._keys.logs_arn,
                **spec,
            },
        )

    def _make_lake(self) -> Lake:
        coarse = self._make_function(cell_history.COARSE, cell_history.COARSE_ARGS)
        return self._component("lake", Lake, cell_history.lake_args(self._parts.stream, self._keys, coarse))

    def _make_backup(self, args: CityCellArgs) -> Backup:
        return self._component("backup", Backup, cell_history.backup_args(self._keys, args))

    def _make_load_balancer(self, args: CityCellArgs) -> LoadBalancer:
        return self._component(
            "load-balancer",
            LoadBalancer,
            {
                "subnet_ids": self._network.private_subnet_ids,
                "security_group_id": self._network.group(Part.LOAD_BALANCER),
                "certificate_arn": args["certificate_arn"],
            },
        )

    def _make_services(self, args: CityCellArgs, balancer: LoadBalancer) -> Task:
        """The services; returns the migrations, which run before them."""
        cluster = self._child(
            "services",
            aws.ecs.Cluster,
            {
                "name": self._physical("services"),
                "settings": [{"name": "containerInsights", "value": "enhanced"}],
            },
        )
        task = {"image": args["service_image"], "log_key_arn": self._keys.logs_arn}
        place = {
            "cluster_arn": cluster.arn,
            "cluster_name": cluster.name,
            "subnet_ids": self._network.private_subnet_ids,
        }
        http = {
            "vpc_id": self._network.vpc_id,
            "listener_arn": balancer.listener_arn,
            "path_patterns": ["/*"],
            "priority": 100,
            "health_path": cell_services.HEALTH_PATH,
        }
        settings = {
            "PAYMENTS_URL": args["payments_url"],
            "TOKEN_ISSUER": args["token_issuer"],
            "TOKEN_AUDIENCE": args["token_audience"],
            "TOKEN_JWKS_URL": args["token_jwks_url"],
            "ORDER_EXPIRY_SECONDS": str(args.get("order_expiry_seconds", 5400)),
        }
        orders = cell_services.orders(self._parts, self._sizes, settings)
        group = {"security_group_id": self._network.group(Part.ORDERS)}
        self._component("orders", Service, task | place | group | {"http": http} | orders)
        dispatcher = cell_services.dispatcher(self._parts, self._sizes)
        group = {"security_group_id": self._network.group(Part.DISPATCHER)}
        self._component("dispatcher", Service, task | place | group | dispatcher)
        secret_key = {"secret_key_arn": self._keys.orders_arn}
        return self._component("migrations", Task, task | secret_key | cell_services.migrations(self._parts))

    def _make_tracking(self) -> None:
        def behind(function: str) -> dict[str, pulumi.Output[str]]:
            made = self._functions[function]
            return {"function_name": made.function_name, "invoke_arn": made.invoke_arn}

        self._component(
            "tracking",
            Tracking,
            {
                "api_id": self._parts.tracking_api.api_id,
                "execution_arn": self._parts.tracking_api.execution_arn,
                "authorizer": behind(cell_functions.AUTHORIZER),
                "routes": {route: behind(function) for route, function in cell_functions.ROUTES.items()},
                "messages_per_second": self._sizes.websocket_messages_per_second,
                "log_key_arn": self._keys.logs_arn,
            },
        )

    def _make_monitoring(self, args: CityCellArgs, balancer: LoadBalancer) -> Monitoring:
        rates = self._sizes.rates
        limits = thresholds(Objectives(), records_per_second=max(rates.records.values()), calls_per_second=rates.calls)
        cache = self._physical("cache")
        nodes = [
            f"{cache}-{shard + 1:04}-{node + 1:03}"
            for shard in range(self._sizes.cache_shards)
            for node in range(1 + self._sizes.cache_replicas)
        ]
        return self._component(
            "monitoring",
            Monitoring,
            {
                "stream": self._physical("stream"),
                "brokers": self._sizes.brokers,
                "database": self._physical("orders"),
                "load_balancer": balancer.metrics_name,
                "cache_nodes": nodes,
                "functions": [self._physical(function) for function in self._functions],
                "sources": [self._physical(function) for function in cell_functions.INVOKED_BY_TOPICS],
                "tables": list(self._parts.tables.table_names.values()),
                "consumers": self._consumers(),
                "consumer_lag_records": limits.consumer_lag_records,
                "api_p99_seconds": limits.api_p99_seconds,
                "api_errors": limits.api_errors,
                "aurora_acu_percent": limits.aurora_acu_percent,
                "replica_lag_ms": limits.replica_lag_ms,
                "cache_cpu_percent": limits.cache_cpu_percent,
                "key_arn": self._keys.logs_arn,
                **({"deliveries": cell_history.deliveries(self._lake)} if self._lake else {}),
                **({"vault": self._physical("backup", BACKUP)} if self._backup else {}),
                **({"email": email} if (email := args.get("alarm_email")) else {}),
            },
        )

    def _consumers(self) -> list[ConsumerArgs]:
        found: list[ConsumerArgs] = [
            {"group": self._physical(function), "topic": topic.value}
            for function, topic in cell_functions.INVOKED_BY_TOPICS.items()
        ]
        for service, topics in cell_services.CONSUMED.items():
            found.extend({"group": service, "topic": topic.value} for topic in topics)
        return found
