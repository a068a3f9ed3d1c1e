"""Arguments of `CityCell`."""

from typing import NotRequired

import pulumi

from ..core.cell import CellArgs
from ..monitoring.args import ObjectiveArgs
from ..plan.egress import Nat


class CityCellArgs(CellArgs, ObjectiveArgs):
    """Arguments of `CityCell`."""

    cell_index: NotRequired[int]
    """Number of the cell, 0 to 255; its addresses are 10.<number>.0.0/16. Required unless `cidr` is set."""
    cidr: NotRequired[str]
    """The cell's IPv4 block in place of a number, a /16 to a /20. Cells with different blocks can share an edge."""
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
    """Container image of the services, by digest."""
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
    nat: NotRequired[Nat]
    """How private subnets reach the internet: by default a NAT gateway in each zone, or only one if disposable."""
    interface_endpoints: NotRequired[list[str]]
    """AWS services to reach through interface endpoints. Without NAT, the endpoints that tasks need are added."""
    quotas: NotRequired[dict[str, int]]
    """Quotas of the account in the cell's region that differ from the default of AWS, by their code in Service Quotas:
    `{"L-8A5B8E43": 5000}`. A cell warns about each quota that its load exceeds. None by default."""
    alarm_email: NotRequired[str]
    """Email address that receives alarms that page, and tickets without `ticket_email`."""
    ticket_email: NotRequired[str]
    """Email address that receives alarms that can wait for the next working day; `alarm_email` by default."""
    runbooks_url: NotRequired[str]
    """Where the pages of `docs/runbooks/` are, for the links in notifications. By default the path in the repository of
    this library."""
    budget: NotRequired[bool]
    """Whether AWS Budgets watches the monthly cost of the cell and notifies the topic of tickets; true by default
    unless the cell is disposable. The tag `cell` must be an active cost allocation tag for it to see costs."""
    budget_usd: NotRequired[int]
    """Dollars that the cell may cost in a month; twice the idle cost of its sizes by default."""
    cost_anomaly_usd: NotRequired[int]
    """Dollars that an unusual cost must amount to before it is reported to `ticket_email` or `alarm_email`. None by
    default: AWS lets only the management account of an organization, or an account without one, watch a tag."""
    canary_url: NotRequired[str]
    """Base URL of the order service for a synthetic canary, with a name that its certificate has and that resolves
    inside the network. Without it there is no canary; with it AWS bills about ten dollars in a month. Needs NAT."""
    canary_page_url: NotRequired[str]
    """URL of a page that the canary also opens; none by default."""
    lake: NotRequired[bool]
    """Whether a data lake keeps the topics for analysis and training; false by default. Firehose then reads the brokers
    through PrivateLink."""
    backups: NotRequired[bool]
    """Whether AWS Backup backs up database, tables and lake; true by default unless the cell is disposable."""
    backup_copy_region: NotRequired[str]
    """A second region for copies of backups; none by default."""
