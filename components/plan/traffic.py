"""Who may talk to whom on which port: the only place where a cell's traffic is declared.

`Network` makes one security group per part and one ingress and one egress rule per flow. A part that appears in no flow
can talk to nobody. A program adds parts and flows of its own with the arguments `flows` and `https_clients`.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ..cache.limits import PORT as CACHE_PORT
from ..database.limits import PORT as DATABASE_PORT

KAFKA_PORT: Final = 9098
"""IAM authentication over TLS inside AWS (Amazon MSK developer guide, port information)."""

SERVICE_PORT: Final = 8080
HTTPS_PORT: Final = 443
MAX_PORT: Final = 65_535


class Part(StrEnum):
    """A part of the cell with its own security group."""

    EDGE = "edge"
    """Whatever brings customers' requests into the cell's network: attached to nothing until an edge is."""
    LOAD_BALANCER = "load-balancer"
    """The internal load balancer."""
    ORDERS = "orders"
    """Tasks of the order service."""
    DISPATCHER = "dispatcher"
    """Tasks of the dispatcher."""
    MIGRATIONS = "migrations"
    """The task that brings the database's schema up to date."""
    PROJECTORS = "projectors"
    """Functions that write to the stream or the cache."""
    STREAM = "stream"
    """Brokers."""
    CACHE = "cache"
    """Nodes of the cache."""
    DATABASE = "database"
    """Instances of the database."""
    DATABASE_PROXY = "database-proxy"
    """Pools connections to the database: attached to nothing until a cell has one."""
    ENDPOINTS = "endpoints"
    """Interface endpoints of AWS services: whoever is in the network may call them over HTTPS."""


@dataclass(frozen=True)
class Flow:
    """One allowed direction of talk."""

    source: str
    """Who calls: a `Part`, or a part that a program adds."""
    target: str
    """Who is called."""
    port: int
    why: str
    """Stands in the rule's description, for whoever reads the security group."""


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
"""Every flow inside the cell. Amazon Data Firehose is in none: it reaches the brokers over a private connection that
Amazon MSK makes, and AWS Backup reaches the stores over their services' own planes."""

HTTPS_CLIENTS: Final[dict[str, str]] = {
    Part.ORDERS: "AWS APIs, the payment provider and the key set of tokens",
    Part.DISPATCHER: "AWS APIs",
    Part.MIGRATIONS: "AWS APIs",
    Part.PROJECTORS: "AWS APIs",
}
"""Parts that may call out over HTTPS, and what for. Public endpoints of AWS APIs have no fixed address, so this is
anywhere; in a network without a way out it is the network's own endpoints only."""
