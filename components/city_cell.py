"""A city's cell: everything that one city needs, and nothing that another city touches."""

from typing import NotRequired

import pulumi
import pulumi_aws as aws

from . import cell_functions, cell_services
from .cache import Cache
from .cache_users import CacheAccess
from .cell_parts import BY_CONNECTION, EXPIRY, ORDER_VIEWS, POSITIONS_USER, SUBSCRIPTIONS, TICKETS, Parts
from .component import CellArgs, Component, Transforms
from .database import Database
from .door import Door
from .function import Function
from .keys import Keys
from .load_balancer import LoadBalancer, check_certificate
from .monitoring import ConsumerArgs, Monitoring
from .network import Network
from .package import function_code
from .plan.addresses import is_cell_block
from .plan.capacity import MAX_GROWTH, Load, Sizes, size
from .plan.egress import Nat
from .plan.objectives import Objectives, thresholds
from .plan.published import cache_node_type
from .plan.topics import RETENTION_HOURS
from .plan.traffic import Part
from .service import Service
from .stream import Stream
from .tables import Tables
from .tables_arguments import TableArgs
from .task import Task, is_by_digest
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


MAX_ORDER_EXPIRY_SECONDS = 86_400
"""A day: no meal waits longer for a courier."""

_ANY_CITY = 10_000_000
"""People of the largest cities; what one cell carries is `plan.capacity`'s to say."""


class CityCellArgs(CellArgs):
    """Arguments of `CityCell`."""

    cidr: str
    """The cell's addresses, a /16 to a /20; cells whose blocks differ can be connected to the same edge."""
    peak_orders_per_hour: int
    """Orders placed in the busiest hour."""
    couriers_online: int
    """Couriers on shift at the same time, at most."""
    tracking_viewers: int
    """Pages that follow an order or a courier at the same time, at most."""
    growth_margin: NotRequired[float]
    """Share added to the load before sizing; 0.5 by default."""
    certificate_arn: str
    """Certificate of the internal load balancer, in AWS Certificate Manager in the cell's region."""
    service_image: str
    """Image of the services, by digest."""
    function_dependencies: pulumi.Archive
    """What functions import from others, as a layer for arm64; `package.dependencies_layer()` builds it."""
    payments_url: str
    """Base URL of the payment provider."""
    token_issuer: str
    """Issuer of the tokens of customers, restaurants, couriers and operators."""
    token_audience: str
    """Audience that tokens must name."""
    token_jwks_url: str
    """Where the issuer publishes its keys."""
    order_expiry_seconds: NotRequired[int]
    """An order without a courier is closed after this; 5,400 by default."""
    nat: NotRequired[Nat]
    """How private subnets reach the internet: a NAT gateway a zone by default, one when disposable."""
    interface_endpoints: NotRequired[list[str]]
    """AWS services reached through interface endpoints; without NAT, beside those that tasks cannot start without."""
    alarm_email: NotRequired[str]
    """Who hears of alarms."""


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
        sizes = _check(name, args)
        super().__init__(name, args, opts, transforms)
        self._sizes = sizes
        self._keys = self._component("keys", Keys, {})
        self._network = self._make_network(args)
        self._parts = Parts(
            stream=self._make_stream(),
            cache=self._make_cache(),
            database=self._make_database(),
            tables=self._component("tables", Tables, {"key_arn": self._keys.personal_arn, "tables": TABLES}),
            tracking_api=self._component("tracking-api", TrackingApi, {}),
        )
        self._functions = self._make_functions(args)
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

    def _make_stream(self) -> Stream:
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

    def _make_functions(self, args: CityCellArgs) -> dict[str, Function]:
        layer = self._child(
            "function-layer",
            aws.lambda_.LayerVersion,
            {
                "layer_name": self._physical("functions"),
                "code": args["function_dependencies"],
                "compatible_runtimes": ["python3.13"],
                "compatible_architectures": ["arm64"],
            },
        )
        specs = cell_functions.functions(
            self._parts,
            self._sizes,
            {
                "subnet_ids": self._network.private_subnet_ids,
                "security_group_id": self._network.group(Part.PROJECTORS),
            },
        )
        return {
            function: self._component(
                function,
                Function,
                {
                    "function": function,
                    "handler": f"lambdas.{cell_functions.function_folder(function)}.handler.handle",
                    "code": function_code(cell_functions.function_folder(function)),
                    "layers": [layer.arn],
                    "key_arn": self._keys.personal_arn,
                    "log_key_arn": self._keys.logs_arn,
                    **spec,
                },
            )
            for function, spec in specs.items()
        }

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


def _check(name: str, args: CityCellArgs) -> Sizes:
    """The sizes of the cell, once its arguments are known to be right.

    Raises:
        ArgumentError: an argument cannot be used.
        pulumi.RunError: the load is none that one cell can carry; the text says how many can.
    """
    door = Door("CityCell", name, args, CityCellArgs)
    door.cell()
    door.text("cidr", fits=is_cell_block, limit="it must be an IPv4 block of /16 to /20, such as 10.1.0.0/16")
    if door.given("nat"):
        door.choice("nat", Nat)
    door.unique("interface_endpoints", door.items("interface_endpoints"))
    check_certificate(door, args["region"])
    limit = "it must name an image by digest: <repository>@sha256:<64 hex digits>"
    door.text("service_image", fits=is_by_digest, limit=limit)
    for argument in ("payments_url", "token_issuer", "token_audience", "token_jwks_url"):
        door.text(argument)
    door.whole("order_expiry_seconds", 60, MAX_ORDER_EXPIRY_SECONDS, 5400)
    load = Load(
        peak_orders_per_hour=door.whole("peak_orders_per_hour", 0, _ANY_CITY),
        couriers_online=door.whole("couriers_online", 0, _ANY_CITY),
        tracking_viewers=door.whole("tracking_viewers", 0, _ANY_CITY),
        growth_margin=door.number("growth_margin", 0, MAX_GROWTH, Load.growth_margin),
    )
    try:
        return size(load)
    except ValueError as error:
        raise pulumi.RunError(f"CityCell {name!r}: {error}") from None
