"""Arguments of `CityCell`."""

from typing import NotRequired

import pulumi

from ..core.cell import CellArgs
from ..edge.args import BotControl
from ..plan.egress import Nat


class CityCellArgs(CellArgs):
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
    """Email address that receives alarms."""
    lake: NotRequired[bool]
    """Whether a data lake keeps the topics for analysis and training; false by default. Firehose then reads the brokers
    through PrivateLink."""
    backups: NotRequired[bool]
    """Whether AWS Backup backs up database, tables and lake; true by default unless the cell is disposable."""
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
