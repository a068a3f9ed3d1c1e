"""Arguments of `CityCell`."""

from typing import NotRequired

import pulumi

from ..core.cell import CellArgs
from ..plan.egress import Nat


class CityCellArgs(CellArgs):
    """Arguments of `CityCell`."""

    cell_index: NotRequired[int]
    """Number of the cell, 0 to 255, which gives it the addresses 10.<number>.0.0/16. Required unless `cidr` is set."""
    cidr: NotRequired[str]
    """The cell's addresses in place of a number, a /16 to a /20. Cells with different blocks can share an edge."""
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
