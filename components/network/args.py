"""Arguments of `Network`."""

from enum import StrEnum
from typing import NotRequired, TypedDict

import pulumi

from ..core.cell import CellArgs
from ..plan.egress import Nat


class PublicAccessBlock(StrEnum):
    """How the account blocks public access to its VPCs: one setting for a region (Amazon VPC user guide)."""

    OFF = "off"
    """Not at all."""
    INGRESS = "block-ingress"
    """Connections from the internet are blocked; NAT gateways and egress-only gateways work."""
    BIDIRECTIONAL = "block-bidirectional"
    """Connections from and to the internet are blocked."""


class EndpointChoice(StrEnum):
    """Which AWS services are reached through interface endpoints, beside those that are listed."""

    LISTED = "listed"
    """No others."""
    REQUIRED = "required"
    """Those that tasks cannot start without (`plan.egress.REQUIRED`)."""
    BY_COST = "by-cost"
    """Those whose endpoint costs less than sending their traffic through NAT."""


class FlowArgs(TypedDict):
    """An allowed connection beside those of `plan.traffic`.

    Names that `plan.traffic.Part` does not have get a security group of their own.
    """

    source: str
    """Who connects: a `plan.traffic.Part` or a new name of lower case letters, digits and single hyphens."""
    target: str
    """Who is connected to: a `plan.traffic.Part` or a new name."""
    port: int
    """The TCP port, 1 to 65535."""
    why: str
    """The reason, for the descriptions of the two security group rules; 200 characters at most."""


class ExistingVpcArgs(TypedDict):
    """A VPC that exists already, with its subnets."""

    vpc_id: pulumi.Input[str]
    """The VPC."""
    cidr: pulumi.Input[str]
    """Its IPv4 block, from which interface endpoints accept connections."""
    private_subnet_ids: pulumi.Input[list[str]]
    """Subnets of tasks, functions, the internal load balancer and interface endpoints, one in each zone."""
    data_subnet_ids: pulumi.Input[list[str]]
    """Subnets of brokers, caches and databases, one in each zone, preferably without a route to the internet."""
    public_subnet_ids: NotRequired[pulumi.Input[list[str]]]
    """Subnets of internet-facing resources; none by default."""
    route_table_ids: NotRequired[pulumi.Input[list[str]]]
    """Route tables that get routes to gateway endpoints of S3 and DynamoDB. Without them no gateway endpoints are made:
    leave them out for a VPC that has its own."""


class NetworkArgs(CellArgs):
    """Arguments of `Network`."""

    cidr: NotRequired[str]
    """The cell's IPv4 block, a /16 to a /20; `plan.addresses.cell_block` numbers blocks that cannot overlap. Required
    unless `existing` is given. Another block makes another VPC."""
    existing: NotRequired[ExistingVpcArgs]
    """A VPC to use instead of one of the cell's own; `existing_vpc` makes this from an `awsx.ec2.Vpc`. Excludes `cidr`,
    `zones`, `nat`, `public_tier`, `ipv6` and `public_access_block`."""
    zones: NotRequired[int]
    """How many availability zones, 2 or 3; 3 by default. Two suffice for a cell without brokers. Adding the third later
    changes nothing in the other two."""
    nat: NotRequired[Nat]
    """How private subnets reach the internet; a NAT gateway in each zone by default."""
    public_tier: NotRequired[bool]
    """Whether there are public subnets and an internet gateway even where no NAT gateway needs them: for an
    internet-facing load balancer, or for CloudFront, whose VPC origins require an internet gateway. False by
    default."""
    ipv6: NotRequired[bool]
    """Whether subnets have IPv6 beside IPv4: a /56 from Amazon, outbound only from private subnets, without charges for
    NAT. False by default; can be turned on later."""
    public_access_block: NotRequired[PublicAccessBlock]
    """How the account blocks public access to VPCs. The network then makes the exclusions that it needs. Off by
    default."""
    endpoint_choice: NotRequired[EndpointChoice]
    """Which interface endpoints there are beside `interface_endpoints`; `required` by default without NAT, otherwise
    `listed`."""
    interface_endpoints: NotRequired[list[str]]
    """AWS services that are reached through interface endpoints, such as `ecr.api`; none by default. Each is billed by
    the hour in each zone: six of them in two zones cost more than a NAT gateway."""
    endpoint_traffic_gb: NotRequired[dict[str, float]]
    """Expected traffic of each service in GB a month. Required for the choice `by-cost`, and only for it. In three
    zones an endpoint pays off from 626 GB."""
    endpoint_actions: NotRequired[dict[str, list[str]]]
    """IAM actions that an endpoint allows, by service: for services that `plan.egress` does not know, or to allow other
    actions than it does."""
    flows: NotRequired[list[FlowArgs]]
    """Allowed connections beside those of `plan.traffic`; none by default."""
    https_clients: NotRequired[dict[str, str]]
    """Who may open HTTPS connections out of the network beside those of `plan.traffic`: name to the reason."""
    private_connectivity: NotRequired[bool]
    """Whether the brokers accept connections on the ports of MSK's private connectivity, 14001 to 14100, from addresses
    of the VPC: for a `Stream` with `private_connectivity`. False by default."""
    log_key_arn: NotRequired[pulumi.Input[str]]
    """KMS key that encrypts flow logs in CloudWatch. Required unless `flow_log_bucket_arn` is given."""
    flow_log_bucket_arn: NotRequired[pulumi.Input[str]]
    """Bucket for flow logs instead of CloudWatch, as hourly Parquet files that Athena reads. Its policy must allow
    `delivery.logs.amazonaws.com` to write."""
    log_retention_days: NotRequired[int]
    """How many days CloudWatch keeps flow logs; 365 by default. One of the periods that CloudWatch Logs offers."""
    flow_log_interval_seconds: NotRequired[int]
    """Longest interval that one flow log record covers, 60 or 600 seconds; 600 by default, which makes fewer
    records."""
