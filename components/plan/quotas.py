"""What a cell needs of the quotas of its account, counted from its sizes.

A count is what one cell uses at its peak, as an upper bound: AWS throttles or refuses what exceeds a quota. Quotas of
an account are shared by all its cells and programs in the region, so cells in one account add up. AWS's limits of
single resources are in the `limits.py` of the components.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from ..aws import quotas
from ..aws.quotas import Quota
from .capacity import Sizes, Span
from .egress import REQUIRED, Nat
from .idle_cost import DATABASE_INSTANCES, TASK_VCPU, ZONES
from .topics import Topic

CONCURRENCY_PER_POLLER: Final = 5
"""Concurrent invocations of an event poller (AWS Lambda developer guide, provisioned mode)."""

REQUEST_SECONDS: Final = 0.5
"""Duration of a request function with its cold starts (estimate)."""

CONNECT_BURST_SECONDS: Final = 1
"""Connections that a burst brings at once: those of one second."""

BROKERS: Final = ZONES
"""One in each zone."""

BALANCER_INTERFACES: Final = 8
"""Addresses that a load balancer may use in each subnet (Application Load Balancers user guide, subnets)."""

FUNCTION_INTERFACES: Final = 2 * ZONES
"""One in each subnet for functions in the network, and one for event pollers, which use the brokers' subnets."""

LAKE_STREAMS: Final = 5
"""One for each topic in the lake."""


@dataclass(frozen=True)
class QuotaNeed:
    """What a cell needs of one quota."""

    service_code: str
    quota_code: str
    name: str
    needed: float
    default: float
    """The default value of AWS in the region."""
    is_adjustable: bool
    source: str
    """The page of AWS that has the default value."""
    is_global: bool = False
    """Whether the quota counts for all regions together. Service Quotas then answers in us-east-1 only."""

    def exceeds(self, granted: Mapping[str, float]) -> bool:
        """Whether a cell needs more than its account has, given the account's own quotas by code."""
        return self.needed > granted.get(self.quota_code, self.default)


@dataclass(frozen=True)
class Choices:
    """Arguments of a cell that change what it needs, beside its sizes."""

    nat: Nat = Nat.PER_ZONE
    interface_endpoints: int = len(REQUIRED)
    lake: bool = True
    edge: bool = True
    """Whether CloudFront is in front. Its logs and their key are in us-east-1: a cell of that region has them too."""


@dataclass(frozen=True)
class _Cell:
    sizes: Sizes
    choices: Choices

    @property
    def tasks(self) -> int:
        """Tasks of the services at most."""
        return self.sizes.orders_tasks.maximum + self.sizes.dispatcher_tasks.maximum


def quota_warning(need: QuotaNeed, region: str, granted: float | None = None) -> str:
    """One line for an account that has less than a cell needs; `granted` is what the program states that it has."""
    has = f"AWS's default there is {need.default:g}" if granted is None else f"the account has {granted:g}"
    return (
        f"{region}: the cell needs {need.needed:g} of the quota {need.name} ({need.service_code} {need.quota_code}) at "
        f'its peak, but {has}: raise it in Service Quotas and state it as quotas: {{"{need.quota_code}": <value>}}'
    )


def needs(sizes: Sizes, region: str, choices: Choices | None = None) -> tuple[QuotaNeed, ...]:
    """What a cell of these sizes needs of every quota. Without choices, the largest are assumed."""
    cell = _Cell(sizes, choices or Choices())
    return tuple(
        QuotaNeed(
            service_code=quota.service_code,
            quota_code=quota.quota_code,
            name=quota.name,
            needed=float(math.ceil(count(cell))),
            default=float(quota.default_in(region)),
            is_adjustable=quota.is_adjustable,
            source=quota.source,
            is_global=quota.is_global,
        )
        for quota, count in _COUNTS
    )


def api_requests(sizes: Sizes) -> float:
    """Requests to API Gateway in a second: messages from pages, ended connections, and posts to connections."""
    return sizes.websocket_messages_per_second + sizes.rates.connections + sizes.rates.posts


def concurrency(sizes: Sizes) -> float:
    """Functions that run at the same time: those of event pollers, and those that answer pages.

    A new connection invokes the authorizer and `connect`. Each message and each ended connection invokes one more.
    """
    polled = sum(span.maximum for span in _polled(sizes)) * CONCURRENCY_PER_POLLER
    requests = sizes.websocket_messages_per_second + 2 * sizes.rates.connections
    return polled + requests * REQUEST_SECONDS


def _polled(sizes: Sizes) -> list[Span]:
    return [sizes.pollers[topic] for topic in (Topic.ORDER_EVENTS, Topic.COURIER_LOCATIONS, Topic.TRACKING_UPDATES)]


def _vcpus(cell: _Cell) -> float:
    """A deployment starts as many tasks as run (maximum percent 200), and one task migrates the database."""
    return (2 * cell.tasks + 1) * TASK_VCPU


def _cache_nodes(cell: _Cell) -> int:
    return cell.sizes.cache_shards * (1 + cell.sizes.cache_replicas)


def _nat_gateways(cell: _Cell) -> int:
    return {Nat.NONE: 0, Nat.ONE: 1, Nat.REGIONAL: 1}.get(cell.choices.nat, ZONES)


def _addresses(cell: _Cell) -> int:
    """A regional gateway has an address in each zone."""
    return {Nat.NONE: 0, Nat.ONE: 1}.get(cell.choices.nat, ZONES)


def _interfaces(cell: _Cell) -> int:
    shared = _addresses(cell) + cell.choices.interface_endpoints * ZONES + BALANCER_INTERFACES * ZONES
    stores = BROKERS * 2 + DATABASE_INSTANCES + _cache_nodes(cell)  # brokers have a second one for private connections
    return shared + stores + 2 * cell.tasks + 1 + FUNCTION_INTERFACES


def _writes(cell: _Cell) -> float:
    """Of the busiest table: views of orders, or subscriptions, which each connection adds and removes."""
    return max(cell.sizes.rates.records[Topic.ORDER_EVENTS], 2 * cell.sizes.rates.connections)


def _decryptions(cell: _Cell) -> float:
    """Every function and task starts in the same second and decrypts its variables or its secret."""
    return concurrency(cell.sizes) + cell.tasks


_COUNTS: Final[tuple[tuple[Quota, Callable[[_Cell], float]], ...]] = (
    (quotas.THROTTLE, lambda cell: api_requests(cell.sizes)),
    (quotas.NEW_CONNECTIONS, lambda cell: cell.sizes.rates.connections),
    (quotas.NEW_CONNECTIONS_BURST, lambda cell: cell.sizes.rates.connections * CONNECT_BURST_SECONDS),
    (quotas.CONCURRENCY, lambda cell: concurrency(cell.sizes)),
    (quotas.FUNCTION_INTERFACES, lambda _cell: FUNCTION_INTERFACES),
    (quotas.FARGATE_VCPU, _vcpus),
    (quotas.BROKERS, lambda _cell: BROKERS),
    (quotas.CLUSTER_BROKERS, lambda _cell: BROKERS),
    (quotas.BROKER_CONFIGURATIONS, lambda _cell: 1),
    (quotas.TABLE_READS, lambda cell: cell.sizes.rates.records[Topic.TRACKING_UPDATES] + cell.sizes.rates.connections),
    (quotas.TABLE_WRITES, _writes),
    (quotas.TABLES, lambda _cell: 3),
    (quotas.DB_CLUSTERS, lambda _cell: 1),
    (quotas.DB_INSTANCES, lambda _cell: DATABASE_INSTANCES),
    (quotas.CACHE_NODES, _cache_nodes),
    (quotas.VPCS, lambda _cell: 1),
    # CloudFront wants an internet gateway in the VPC of its origin, which no route uses (CloudFront developer guide,
    # "Restrict access with VPC origins", prerequisites).
    (quotas.INTERNET_GATEWAYS, lambda cell: 0 if cell.choices.nat is Nat.NONE and not cell.choices.edge else 1),
    (quotas.NAT_GATEWAYS, lambda cell: min(1, _nat_gateways(cell))),
    (quotas.ELASTIC_IPS, _addresses),
    (quotas.SECURITY_GROUPS, lambda _cell: 12),
    (quotas.SECURITY_GROUP_RULES, lambda _cell: 10),
    (quotas.INTERFACE_ENDPOINTS, lambda cell: cell.choices.interface_endpoints),
    (quotas.GATEWAY_ENDPOINTS, lambda _cell: 2),
    (quotas.NETWORK_INTERFACES, _interfaces),
    (quotas.LOAD_BALANCERS, lambda _cell: 1),
    (quotas.KMS_REQUESTS, _decryptions),
    (quotas.KMS_KEYS, lambda cell: 8 if cell.choices.edge else 6),
    (quotas.LOG_GROUPS, lambda cell: (19 if cell.choices.lake else 16) + (2 if cell.choices.edge else 0)),
    (quotas.SECRETS, lambda _cell: 1),
    (quotas.DELIVERY_STREAMS, lambda cell: LAKE_STREAMS if cell.choices.lake else 0),
    (quotas.ROLES, lambda cell: 30 if cell.choices.lake else 25),
)
"""Each quota and what a cell needs of it. A test counts the resources of recorded cities against the fixed numbers."""
