"""Arguments of `CityCell`."""

from typing import NotRequired

import pulumi

from ..core.cell import CellArgs
from ..network.args import ExistingVpcArgs
from ..plan.egress import Nat
from ..region.args import SharedRegionArgs


class CityCellArgs(CellArgs):
    """Arguments of `CityCell`."""

    zone: NotRequired[str]
    """The zone of the city that the cell serves; left out where one cell serves the city whole."""
    region_stack: NotRequired[str]
    """Full name of the stack of the region, `<organization>/<project>/region-<aws-region>`. The cell then enters itself
    into the region's list of cells, and `service_image` may be the digest alone. None by default."""
    shared_region: NotRequired[SharedRegionArgs]
    """The same of a `Region` in the same program, in place of `region_stack`. None by default."""
    cell_index: NotRequired[int]
    """Number of the cell, 0 to 255; its addresses are 10.<number>.0.0/16. Required unless `cidr` or `existing_vpc` is
    set."""
    cidr: NotRequired[str]
    """The cell's IPv4 block in place of a number, a /16 to a /20. Cells with different blocks can share an edge."""
    existing_vpc: NotRequired[ExistingVpcArgs]
    """A VPC that exists, in place of one of the cell's own: excludes `cell_index`, `cidr` and `nat`. The function
    `existing_vpc` makes this from an `awsx.ec2.Vpc`. Its private subnets need a way to the internet or to endpoints."""
    peak_orders_per_hour: int
    """Orders placed in the busiest hour."""
    couriers_online: int
    """Maximum number of couriers on shift at the same time."""
    tracking_viewers: int
    """Maximum number of pages that follow an order or a courier at the same time."""
    growth_margin: NotRequired[float]
    """Share added to the load before sizing; 0.5 by default."""
    certificate_arn: str
    """Certificate of the internal load balancer, in AWS Certificate Manager in the cell's region."""
    service_image: str
    """Container image of the services, by digest: `<repository>@sha256:<64 hex digits>`. A cell that has a region may
    give the digest alone, of an image in the region's repository of services."""
    function_dependencies: pulumi.Archive
    """Layer for arm64 with all libraries of the functions; `package.dependencies_layer()` builds it."""
    message_dependencies: NotRequired[pulumi.Archive]
    """Layer for functions without Kafka and Valkey; `package.dependencies_layer(LayerName.MESSAGES)` builds it. By
    default these functions use `function_dependencies`."""
    migration_dependencies: NotRequired[pulumi.Archive]
    """Layer of the function that migrates the database. By default the cell builds it, as
    `package.dependencies_layer(LayerName.MIGRATIONS)` does."""
    payments_url: str
    """Base URL of the payment provider."""
    token_issuer: str
    """Issuer of the tokens of customers, restaurants, couriers and operators."""
    token_audience: str
    """Required audience of the tokens."""
    token_jwks_url: str
    """URL of the issuer's key set (JWKS)."""
    order_expiry_seconds: NotRequired[int]
    """Seconds until an order without a courier is closed; 5,400 by default."""
    drain: NotRequired[bool]
    """Whether the cell refuses new orders and only finishes those that it has accepted; false by default. The order
    service answers new orders with 503, a reason and `Retry-After` (`docs/runbooks/drain.md`)."""
    nat: NotRequired[Nat]
    """How private subnets reach the internet: by default a NAT gateway in each zone, or only one if disposable."""
    interface_endpoints: NotRequired[list[str]]
    """AWS services to reach through interface endpoints. Without NAT, the endpoints that tasks need are added."""
    quotas: NotRequired[dict[str, int]]
    """Quotas of the account in the cell's region that differ from the default of AWS, by their code in Service Quotas:
    `{"L-8A5B8E43": 5000}`. A cell warns about each quota that its load exceeds. None by default."""
    alarm_email: NotRequired[str]
    """Email address that receives alarms."""
    lake: NotRequired[bool]
    """Whether a data lake keeps the topics for analysis and training; false by default. Firehose then reads the brokers
    through PrivateLink."""
    backups: NotRequired[bool]
    """Whether AWS Backup backs up database, tables and lake; true by default unless the cell is disposable."""
    backup_copy_region: NotRequired[str]
    """A second region for copies of backups; none by default."""
