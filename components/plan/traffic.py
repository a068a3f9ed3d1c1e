"""The allowed network traffic of a cell: source, target and port. It is declared here only.

`Network` makes one security group per role, and one ingress and one egress rule per flow. A role without flows has no
network access. A program adds custom roles and flows with the arguments `flows` and `https_clients`.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ..cache.limits import PORT as CACHE_PORT
from ..database.limits import PORT as DATABASE_PORT

KAFKA_PORT: Final = 9098
"""IAM authentication over TLS inside AWS (Amazon MSK developer guide, port information)."""

PRIVATE_CONNECTIVITY_PORTS: Final = (14_001, 14_100)
"""First and last port of the load balancer of MSK's private connectivity, one for each broker and way of signing in
(Amazon MSK developer guide, multi-VPC private connectivity). The guide names the ports for the clients; that the group
of the brokers needs them too is unverified."""

SERVICE_PORT: Final = 8080
HTTPS_PORT: Final = 443
MAX_PORT: Final = 65_535


class Part(StrEnum):
    """A role of a security group: the resources of a cell that share it."""

    EDGE = "edge"
    """A program's own edge inside of the network, such as proxies. The component `Edge` needs no group: CloudFront
    has one of its own in the VPC."""
    LOAD_BALANCER = "load-balancer"
    """The internal load balancer."""
    ORDERS = "orders"
    """Tasks of the order service."""
    DISPATCHER = "dispatcher"
    """Tasks of the dispatcher."""
    MIGRATIONS = "migrations"
    """The function that migrates the database's schema, and the task for migrations that take longer."""
    PROJECTORS = "projectors"
    """Functions that write to the stream or the cache."""
    STREAM = "stream"
    """Brokers."""
    CACHE = "cache"
    """Nodes of the cache."""
    DATABASE = "database"
    """Instances of the database."""
    DATABASE_PROXY = "database-proxy"
    """The proxy that pools connections to the database; unused until a cell has one."""
    ENDPOINTS = "endpoints"
    """Interface endpoints of AWS services: every resource in the network may call them over HTTPS."""


@dataclass(frozen=True)
class Flow:
    """One allowed connection, in one direction."""

    source: str
    """The caller: a `Part`, or a role that a program adds."""
    target: str
    """The resource that is called: a `Part`, or a role that a program adds."""
    port: int
    why: str
    """Reason for the flow; it becomes the description of the security group rules."""


FLOWS: Final = (
    Flow(Part.EDGE, Part.LOAD_BALANCER, HTTPS_PORT, "requests of customers, restaurants and couriers"),
    Flow(Part.LOAD_BALANCER, Part.ORDERS, SERVICE_PORT, "HTTP API and health checks"),
    Flow(Part.ORDERS, Part.DATABASE, DATABASE_PORT, "the only writer of orders"),
    Flow(Part.ORDERS, Part.DATABASE_PROXY, DATABASE_PORT, "the only writer of orders, through pooled connections"),
    Flow(Part.DATABASE_PROXY, Part.DATABASE, DATABASE_PORT, "pooled connections"),
    Flow(Part.MIGRATIONS, Part.DATABASE, DATABASE_PORT, "schema migrations before services start"),
    Flow(Part.ORDERS, Part.STREAM, KAFKA_PORT, "outbox relay, pings, proposals"),
    Flow(Part.DISPATCHER, Part.STREAM, KAFKA_PORT, "events and pings in, proposals out"),
    Flow(Part.PROJECTORS, Part.STREAM, KAFKA_PORT, "tracking updates"),
    Flow(Part.STREAM, Part.STREAM, KAFKA_PORT, "pollers of event source mappings use the brokers' own group"),
    Flow(Part.PROJECTORS, Part.CACHE, CACHE_PORT, "newest courier positions"),
)
"""Every flow inside the cell. Amazon Data Firehose needs no flow: it reaches the brokers over a private connection that
Amazon MSK makes (`private_connectivity` of `Network`). AWS Backup needs none either: it uses the APIs of
the stores' services."""

HTTPS_CLIENTS: Final[dict[str, str]] = {
    Part.ORDERS: "AWS APIs, the payment provider and the key set of tokens",
    Part.DISPATCHER: "AWS APIs",
    Part.MIGRATIONS: "AWS APIs",
    Part.PROJECTORS: "AWS APIs",
}
"""Roles that may call out over HTTPS, and why. Public endpoints of AWS APIs have no fixed addresses, so every address
is allowed. In a network without NAT, only the network's own endpoints are reachable."""
