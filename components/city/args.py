"""Arguments of `CityCell`."""

from enum import StrEnum
from typing import Any, NotRequired

import pulumi

from ..core.cell import CellArgs
from ..edge.args import BotControl
from ..monitoring.args import ObjectiveArgs
from ..network.args import ExistingVpcArgs
from ..plan.egress import Nat
from ..region.args import SharedRegionArgs
from ..service.args import DeploymentStrategy


class TokenAlgorithm(StrEnum):
    """How an issuer signs its tokens."""

    ES256 = "ES256"
    """ECDSA with P-256."""
    RS256 = "RS256"
    """RSA with SHA-256, the default of many providers."""


class CityCellArgs(CellArgs, ObjectiveArgs):
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
    identity_stack: NotRequired[str]
    """Full name of the stack of an `Identity`, `<organization>/<project>/<stack>`: the cell accepts the tokens of its
    user pools. None by default."""
    token_issuers: NotRequired[pulumi.Input[list[Any]]]
    """The issuers of an `Identity` in the same program, its output `token_issuers`, in place of `identity_stack`. None
    by default."""
    token_issuer: NotRequired[str]
    """Issuer of tokens of another provider, with the claims `aud` and `role`. Required, with audience and key set,
    unless `identity_stack` or `token_issuers` is set."""
    token_audience: NotRequired[str]
    """Audience that the tokens of `token_issuer` must name."""
    token_jwks_url: NotRequired[str]
    """URL of the key set (JWKS) of `token_issuer`."""
    token_algorithm: NotRequired[TokenAlgorithm]
    """Algorithm of the signatures of `token_issuer`; ES256 by default."""
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
    function_aliases: NotRequired[bool]
    """Whether the functions of the city publish versions and callers use their alias `live`, which
    `python -m components.release` moves (docs/releases.md); false by default, so that each update is at once."""
    tracking_domain: NotRequired[str]
    """Custom host name of the WebSocket API, such as `live.lisbon.example.com`; that of API Gateway by default."""
    tracking_certificate_arn: NotRequired[str]
    """Certificate of `tracking_domain`, in AWS Certificate Manager in the cell's region."""
    tracking_zone_id: NotRequired[str]
    """Route 53 zone that gets the record of `tracking_domain`. By default the record is made elsewhere."""
    account_share: NotRequired[float]
    """Share of its account's request quota of API Gateway that the cell may use, 0.01 to 1; 1 by default. Cells in one
    account and region share the quota."""
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
    spot_percent: NotRequired[int]
    """Share of the order service's tasks beyond two that run on Fargate Spot, 0 to 99 percent; 0 by default. From 0 to
    more, or back, the service is replaced: the new one starts first. The dispatcher is never on Spot."""
    deployment_strategy: NotRequired[DeploymentStrategy]
    """How a new release of the order service takes over; rolling by default. Set `rolling` one update before another
    strategy, so that the second target group is ready (`docs/compute.md`)."""
    deployment_alarms: NotRequired[list[str]]
    """CloudWatch alarms that roll a release of the order service back; none by default. They must exist, so name the
    cell's own after its first update."""
    demand_forecast: NotRequired[str]
    """Path of a file with the expected orders of each hour of the week (`docs/demand.md`). The order service then has
    as many tasks as the hour needs, in place of those of the peak; none by default."""
    load_balancer_capacity_units: NotRequired[int]
    """Capacity units that the load balancer always has, 100 to 15,000; none by default. AWS bills them by the hour."""
    backup_copy_region: NotRequired[str]
    """A second region for copies of backups; none by default."""
    domain: NotRequired[str]
    """Host name of the city's pages and API, such as `lisbon.example.com`, at an edge of CloudFront with a firewall.
    None by default: then nothing but the WebSocket API is public. The load balancer's certificate must cover it."""
    hosted_zone_id: NotRequired[str]
    """Public hosted zone in Route 53 for the domain and for its certificate. Without one, `edge_certificate_arn` is
    required, and the DNS of another provider must point to the distribution."""
    edge_certificate_arn: NotRequired[str]
    """Certificate of the domain in us-east-1; the edge makes one by default."""
    edge_countries: NotRequired[list[str]]
    """Countries from which the edge accepts requests, as ISO 3166 codes; all by default."""
    edge_bot_control: NotRequired[BotControl]
    """What AWS WAF Bot Control does, which costs; nothing by default."""
    edge_requests_per_address: NotRequired[int]
    """Requests of one address in five minutes before the edge answers 429; 10,000 by default."""
    edge_requests_per_caller: NotRequired[int]
    """Requests with the same token in five minutes before the edge answers 429; 1,000 by default."""
    edge_origin_host: NotRequired[str]
    """Host name that the load balancer's certificate covers, if it does not cover the domain."""
    edge_origin_group_id: NotRequired[str]
    """Security group `CloudFront-VPCOrigins-Service-SG` of the cell's network, which exists after the first update with
    a domain. The load balancer then accepts requests of this account's VPC origins only, not of all of CloudFront."""
    edge_prefix_list_id: NotRequired[pulumi.Input[str]]
    """Managed prefix list `com.amazonaws.global.cloudfront.origin-facing` in the cell's region. Required with a domain,
    unless `edge_origin_group_id` is given."""
