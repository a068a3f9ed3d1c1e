"""Arguments of `CityCell`."""

from enum import StrEnum
from typing import Any, NotRequired

import pulumi

from ..core.cell import CellArgs
from ..plan.egress import Nat


class TokenAlgorithm(StrEnum):
    """How an issuer signs its tokens."""

    ES256 = "ES256"
    """ECDSA with P-256."""
    RS256 = "RS256"
    """RSA with SHA-256, the default of many providers."""


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
