"""The cell of a city: all resources of one city. Cities share no resources."""

from collections.abc import Sequence
from typing import Any

import pulumi
import pulumi_aws as aws

from ..aws.names import BACKUP
from ..backup.component import Backup
from ..budget.component import Budget
from ..cache.args import CacheAccess
from ..cache.component import Cache
from ..canary.component import Canary
from ..core.component import Component, Transforms
from ..database.component import Database
from ..edge.component import Edge
from ..function.args import PlacementArgs
from ..function.component import Function
from ..keys.component import Keys
from ..lake.component import Lake
from ..load_balancer.component import LoadBalancer
from ..monitoring.component import Monitoring
from ..network.component import Network
from ..package import LayerName, dependencies_layer, function_code, function_layer
from ..plan.egress import Nat
from ..plan.quotas import quota_warning
from ..plan.topics import RETENTION_HOURS
from ..plan.traffic import Part
from ..service.component import Service
from ..stream.component import Stream
from ..tables.args import TableArgs
from ..tables.component import Tables
from ..task.component import Task
from ..tracking.api import TrackingApi
from ..tracking.component import Tracking
from . import canary, functions, history, issuers, migrations, region, services, tracking
from .args import CityCellArgs
from .budget import budget_args
from .config import resolve
from .edge import edge_args
from .monitoring import WatchedParts, monitoring_args, notified
from .stores import BY_CONNECTION, EXPIRY, ORDER_VIEWS, POSITIONS_USER, SUBSCRIPTIONS, TICKETS, Stores

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
"""The tables of a cell; `docs/architecture.md` describes them."""


class CityCell(Component):
    """The cell of one city: it takes orders, dispatches couriers and updates tracking pages.

    `plan.capacity` calculates the sizes from the load. A load that is too large for one cell is an error that has the
    number of cells it needs.
    """

    websocket_url: pulumi.Output[str]
    """WebSocket URL of the tracking pages."""
    api_host: pulumi.Output[str]
    """Host name of the internal load balancer."""
    edge_url: pulumi.Output[str] | None
    """URL of the city's pages and API at the edge; None without a domain."""
    edge_domain_name: pulumi.Output[str] | None
    """Host name of the distribution, to which the DNS of the domain points; None without a domain."""
    bootstrap_servers: pulumi.Output[str]
    """Addresses of the Kafka brokers."""
    migrations_function: pulumi.Output[str]
    """Function that migrates the database; each update invokes it by itself when migrations are new."""
    migrations_task: pulumi.Output[str]
    """Task definition for a migration that takes longer than the 10 minutes of the function. Run it by hand before the
    update, in the private subnets and the group below; the update then finds nothing to do."""
    migrations_security_group: pulumi.Output[str]
    """Security group of that task."""
    private_subnet_ids: pulumi.Output[list[str]]
    """Ids of the private subnets."""
    dashboard: pulumi.Output[str]
    """Name of the dashboard."""
    alarm_topic_arn: pulumi.Output[str]
    """Topic of the cell's alarms that page."""
    ticket_topic_arn: pulumi.Output[str]
    """Topic of the cell's alarms that can wait for the next working day."""
    health_alarm: pulumi.Output[str]
    """Name of the composite alarm that is in ALARM while the cell is unhealthy."""

    def __init__(
        self,
        name: str,
        args: CityCellArgs,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transforms: Transforms | None = None,
    ) -> None:
        config = resolve(name, args)
        super().__init__(name, args, opts, transforms)
        self._config = config
        self._sizes = config.sizes
        self._warn_about_quotas()
        self._shared = self._make_shared_region()
        self._keys = self._component("keys", Keys, {})
        self._network = self._make_network()
        self._stores = Stores(
            stream=self._make_stream(),
            cache=self._make_cache(),
            database=self._make_database(),
            tables=self._component("tables", Tables, {"key_arn": self._keys.personal_arn, "tables": TABLES}),
            tracking_api=self._component("tracking-api", TrackingApi, tracking.api_args(config)),
        )
        self._layers = self._make_layers()
        self._functions = self._make_functions()
        self._lake = self._make_lake() if config.lake else None
        self._backup = self._make_backup() if config.backups else None
        balancer = self._make_load_balancer()
        migrate = self._make_migrate()
        expanded = self._make_invocation(migrate, migrations.EXPAND, [self._network, self._stores.database])
        cluster = self._make_cluster()
        running = self._make_services(cluster, balancer, expanded)
        self._make_invocation(migrate, migrations.CONTRACT, list(running.values()))
        live = self._make_tracking()
        monitoring = self._make_monitoring(balancer, cluster, running, live)
        edge = self._make_edge(balancer) if config.edge else None
        self._make_row(config.edge.domain if config.edge else balancer.dns_name, monitoring, list(running.values()))
        if config.canary_url:
            synthetic = canary.canary_args(config, self._network, self._keys)
            self._component(canary.CANARY, Canary, synthetic, after=[self._network])
        if config.budget:
            self._component("budget", Budget, budget_args(config, monitoring, self._stores.stream.broker_count))

        self.websocket_url = self._stores.tracking_api.url
        self.api_host = balancer.dns_name
        self.edge_url = edge.url if edge else None
        self.edge_domain_name = edge.domain_name if edge else None
        self.bootstrap_servers = self._stores.stream.bootstrap_servers
        self.migrations_function = migrate.function_name
        self.migrations_task = self._make_long_migrations().task_definition_arn
        self.migrations_security_group = self._network.group(Part.MIGRATIONS)
        self.private_subnet_ids = self._network.private_subnet_ids
        self.dashboard = monitoring.dashboard_name
        self.alarm_topic_arn = monitoring.alarm_topic_arn
        self.ticket_topic_arn = monitoring.ticket_topic_arn
        self.health_alarm = monitoring.health_alarm_name
        self._finish()

    @property
    def stores(self) -> Stores:
        """The stores, for programs that add to a cell."""
        return self._stores

    @property
    def network(self) -> Network:
        """The network, for programs that add to a cell."""
        return self._network

    @property
    def lake(self) -> Lake | None:
        """The data lake, which has policies for analysts. None unless the argument `lake` is true."""
        return self._lake

    @property
    def backup(self) -> Backup | None:
        """The backups; None if the argument `backups` is false."""
        return self._backup

    def _warn_about_quotas(self) -> None:
        """Name the quotas that the account must raise. Only what exceeds one is throttled, so this is no error."""
        region, granted = self._cell["region"], self._config.quotas
        for need in self._config.exceeded:
            pulumi.log.warn(quota_warning(need, region, granted.get(need.quota_code)), self)

    def _make_shared_region(self) -> region.SharedRegion | None:
        """What the cell takes from its region, if it has one."""
        config = self._config
        if config.shared_region is not None:
            return region.SharedRegion(
                cells_table=config.shared_region["cells_table"],
                service_repository=config.shared_region.get("service_repository"),
            )
        if config.region_stack is None:
            return None
        outputs = self._child("region", pulumi.StackReference, {"stack_name": config.region_stack})
        return region.from_stack(self._subject, outputs, self._cell, config)

    def _make_row(self, host: pulumi.Input[str], monitoring: Monitoring, running: Sequence[pulumi.Resource]) -> None:
        """The row of the cell in the region's list, whose version is that of services that run."""
        if self._shared is None:
            return
        texts: dict[str, pulumi.Input[str]] = {
            "api_host": host,
            "websocket_url": self._stores.tracking_api.url,
            "alarm": self._physical("health"),
            "dashboard": monitoring.dashboard_name,
        }
        props = region.row_props(self._shared, self._cell, self._config, texts)
        self._child("row", aws.dynamodb.TableItem, props, pulumi.ResourceOptions(depends_on=[*running]))

    def _make_network(self) -> Network:
        existing = self._config.existing_vpc
        own = {"cidr": self._config.cidr, "nat": self._config.nat}
        return self._component(
            "network",
            Network,
            {
                **({"existing": existing} if existing is not None else own),
                "interface_endpoints": list(self._config.interface_endpoints),
                "private_connectivity": self._config.lake,
                # A VPC origin of CloudFront needs an internet gateway, which a network without NAT has for this only.
                **({"public_tier": True} if self._config.edge and self._config.nat is Nat.NONE else {}),
                "log_key_arn": self._keys.logs_arn,
                **canary.network_args(self._config),
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
                "broker_type": self._sizes.broker_type,
                "storage_gib": self._sizes.broker_storage_gib,
                **(history.FIREHOSE_ACCESS if self._config.lake else {}),
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
                "node_type": self._config.cache_node_type,
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

    def _make_layers(self) -> dict[LayerName, aws.lambda_.LayerVersion]:
        functions_layer = self._make_layer("function-layer", "functions", self._config.function_dependencies)
        messages_layer = functions_layer
        if self._config.message_dependencies is not None:
            messages_layer = self._make_layer("message-layer", "messages", self._config.message_dependencies)
        return {LayerName.FUNCTIONS: functions_layer, LayerName.MESSAGES: messages_layer}

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
        specs = functions.function_args(
            self._stores,
            self._sizes,
            self._placement(Part.PROJECTORS),
        )
        alias = {"live_alias": True} if self._config.function_aliases else {}
        return {function: self._make_function(function, spec | alias) for function, spec in specs.items()}

    def _placement(self, part: Part) -> PlacementArgs:
        """The place in the network of functions that connect to stores."""
        return {"subnet_ids": self._network.private_subnet_ids, "security_group_id": self._network.group(part)}

    def _make_function(self, function: str, spec: dict[str, Any]) -> Function:
        folder = functions.function_folder(function)
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
            after=[self._network],
        )

    def _make_lake(self) -> Lake:
        rounding = self._make_function(history.ROUNDING, history.ROUNDING_ARGS)
        args = history.lake_args(self._stores.stream, self._keys, rounding)
        return self._component("lake", Lake, args, after=[self._network])

    def _make_backup(self) -> Backup:
        return self._component("backup", Backup, history.backup_args(self._keys, self._config))

    def _make_load_balancer(self) -> LoadBalancer:
        units = self._config.load_balancer_capacity_units
        return self._component(
            "load-balancer",
            LoadBalancer,
            {
                "subnet_ids": self._network.private_subnet_ids,
                "security_group_id": self._network.group(Part.LOAD_BALANCER),
                "certificate_arn": self._config.certificate_arn,
                **({"capacity_units": units} if units else {}),
            },
        )

    def _make_migrate(self) -> Function:
        code = self._config.migration_dependencies or dependencies_layer(LayerName.MIGRATIONS)
        layer = self._make_layer("migration-layer", "migrations", code)
        placement = self._placement(Part.MIGRATIONS)
        args = migrations.function_args(self._stores, self._keys, placement)
        return self._component(migrations.MIGRATE, Function, args | {"layers": [layer.arn]}, after=[self._network])

    def _make_invocation(
        self, function: Function, phase: str, after: Sequence[pulumi.Resource]
    ) -> aws.lambda_.Invocation:
        props = migrations.invocation_props(function, phase, self._stores)
        opts = pulumi.ResourceOptions(depends_on=[*after])
        return self._child(f"migrations-{phase}", aws.lambda_.Invocation, props, opts)

    def _make_long_migrations(self) -> Task:
        secret_key = {"secret_key_arn": self._keys.orders_arn}
        return self._component("migrations", Task, self._task_args() | secret_key | services.migrations(self._stores))

    def _task_args(self) -> dict[str, Any]:
        image = self._shared.image(self._config) if self._shared else self._config.service_image
        return {"image": image, "log_key_arn": self._keys.logs_arn}

    def _make_cluster(self) -> aws.ecs.Cluster:
        insights = [{"name": "containerInsights", "value": "enhanced"}]
        return self._child("services", aws.ecs.Cluster, {"name": self._physical("services"), "settings": insights})

    def _make_services(
        self, cluster: aws.ecs.Cluster, balancer: LoadBalancer, migrated: aws.lambda_.Invocation
    ) -> dict[str, Service]:
        """The services by name. They start on a migrated database and in a network that is complete."""
        placement = {
            "cluster_arn": cluster.arn,
            "cluster_name": cluster.name,
            "subnet_ids": self._network.private_subnet_ids,
        }
        providers = self._make_capacity_providers(cluster) if self._config.spot_percent else []
        http = services.http(self._network, balancer)
        tokens = issuers.environment(self._config, self._make_issuers())
        orders = {"http": http} | services.orders(self._stores, self._config, tokens)
        dispatcher = services.dispatcher(self._stores, self._sizes)
        parts = ((Part.ORDERS, orders), (Part.DISPATCHER, dispatcher))
        return {
            part.value: self._component(
                part.value,
                Service,
                self._task_args() | placement | {"security_group_id": self._network.group(part)} | specific,
                after=[self._network, migrated, *providers],
            )
            for part, specific in parts
        }

    def _make_capacity_providers(self, cluster: aws.ecs.Cluster) -> list[pulumi.Resource]:
        """What services with a share on Spot need of their cluster."""
        props = {"cluster_name": cluster.name, "capacity_providers": ["FARGATE", "FARGATE_SPOT"]}
        return [self._child("capacity-providers", aws.ecs.ClusterCapacityProviders, props)]

    def _make_issuers(self) -> pulumi.Input[Any] | None:
        """The issuers of the identity, if the cell has one."""
        if self._config.identity_stack is None:
            return self._config.token_issuers
        stack = self._child("identity", pulumi.StackReference, {"stack_name": self._config.identity_stack})
        return issuers.from_stack(self._subject, stack, self._config)

    def _make_tracking(self) -> Tracking:
        args = tracking.tracking_args(self._config, self._stores.tracking_api, self._functions)
        return self._component("tracking", Tracking, args | {"log_key_arn": self._keys.logs_arn})

    def _make_edge(self, balancer: LoadBalancer) -> Edge:
        assert self._config.edge is not None
        group = self._network.group(Part.LOAD_BALANCER)
        args = edge_args(self._config.edge, balancer, group, self._stores.tracking_api.url)
        return self._component("edge", Edge, args | notified(self._config), after=[self._network])

    def _make_monitoring(
        self, balancer: LoadBalancer, cluster: aws.ecs.Cluster, running: dict[str, Service], live: Tracking
    ) -> Monitoring:
        made = [*self._functions, *([history.ROUNDING] if self._lake else [])]
        watched = WatchedParts(
            stores=self._stores,
            load_balancer=balancer,
            functions=[self._physical(function) for function in made],
            lake=self._lake,
            vault=self._physical("backup", BACKUP) if self._backup else None,
            cluster=cluster,
            services=running,
            tracking=live,
        )
        args = monitoring_args(self._config, watched, self._physical)
        return self._component("monitoring", Monitoring, args | {"key_arn": self._keys.logs_arn})
