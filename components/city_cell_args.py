"""What `CityCell` is told, and its door."""

from typing import NotRequired

import pulumi

from .backup_door import check_copy_region
from .component import CellArgs
from .door import Door
from .load_balancer import check_certificate
from .plan.addresses import is_cell_block
from .plan.capacity import MAX_GROWTH, Load, Sizes, size
from .plan.egress import Nat
from .task import is_by_digest

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
    """Layer for arm64 with every library of the functions; `package.dependencies_layer()` builds it."""
    message_dependencies: NotRequired[pulumi.Archive]
    """Layer of the functions without Kafka and Valkey; `package.dependencies_layer(LayerName.MESSAGES)` builds it. By
    default they have the layer of `function_dependencies`."""
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
    lake: NotRequired[bool]
    """Whether topics are kept for analysis and training, in buckets with tables over them; false by default. Opens the
    brokers to Firehose by PrivateLink."""
    backups: NotRequired[bool]
    """Whether AWS Backup keeps database, tables and lake beyond their own days; true unless the cell is disposable."""
    backup_copy_region: NotRequired[str]
    """A second region that gets copies of backups; none by default."""


def check(name: str, args: CityCellArgs) -> Sizes:
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
    door.flag("lake", default=False)
    backups = door.flag("backups", default=not args.get("disposable", False))
    door.only_with("backup_copy_region", backups, "no backups are made")
    check_copy_region(door, args["region"], "backup_copy_region")
    try:
        return size(load)
    except ValueError as error:
        raise pulumi.RunError(f"CityCell {name!r}: {error}") from None
