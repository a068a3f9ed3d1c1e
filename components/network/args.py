"""What `Network` is told."""

from enum import StrEnum
from typing import NotRequired, TypedDict

import pulumi

from ..core.cell import CellArgs
from ..plan.egress import Nat


class PublicAccessBlock(StrEnum):
    """How the account blocks public access to its VPCs, one setting for a whole region (Amazon VPC user guide)."""

    OFF = "off"
    """Not at all."""
    INGRESS = "block-ingress"
    """Nothing may come in; NAT gateways and egress-only gateways work."""
    BIDIRECTIONAL = "block-bidirectional"
    """Nothing may come in or go out."""


class EndpointChoice(StrEnum):
    """Which AWS services are reached through interface endpoints, beside those that are listed."""

    LISTED = "listed"
    """No others."""
    REQUIRED = "required"
    """What tasks cannot start without (`plan.egress.REQUIRED`)."""
    BY_COST = "by-cost"
    """Those whose endpoint costs less than sending their traffic through NAT."""


class FlowArgs(TypedDict):
    """One more allowed direction of talk: its parts are the cell's own (`plan.traffic.Part`) or get a new group."""

    source: str
    """The part that calls."""
    target: str
    """The part that is called."""
    port: int
    """The TCP port."""
    why: str
    """What for; stands in the rule's description."""


class ExistingVpcArgs(TypedDict):
    """A VPC that somebody else made."""

    vpc_id: pulumi.Input[str]
    """The VPC."""
    cidr: pulumi.Input[str]
    """Its IPv4 block: who may call interface endpoints."""
    private_subnet_ids: pulumi.Input[list[str]]
    """Subnets of tasks, functions, the internal load balancer and interface endpoints, one in each zone."""
    data_subnet_ids: pulumi.Input[list[str]]
    """Subnets of brokers, caches and databases, one in each zone, best without a way out."""
    public_subnet_ids: NotRequired[pulumi.Input[list[str]]]
    """Subnets of what faces the internet; none by default."""
    route_table_ids: NotRequired[pulumi.Input[list[str]]]
    """Route tables that gateway endpoints of S3 and DynamoDB join; no such endpoints when left out, for a VPC that has
    them."""


class NetworkArgs(CellArgs):
    """Arguments of `Network`."""

    cidr: NotRequired[str]
    """The cell's block, a /16 to a /20; `plan.addresses.cell_block` numbers blocks that cannot overlap. Required unless
    `existing` is given."""
    existing: NotRequired[ExistingVpcArgs]
    """A VPC to work in, in place of one of the cell's own; `existing_vpc` makes this from an `awsx.ec2.Vpc`."""
    zones: NotRequired[int]
    """In how many availability zones, 2 or 3; 3 by default. Two are for a cell without brokers; a third that comes
    later moves nothing."""
    nat: NotRequired[Nat]
    """How private subnets reach the internet; a NAT gateway a zone by default."""
    public_tier: NotRequired[bool]
    """Whether there are public subnets and an internet gateway where no NAT gateway needs them: for a load balancer
    that faces the internet, or for CloudFront, whose VPC origins ask for an internet gateway. False by default."""
    ipv6: NotRequired[bool]
    """Whether subnets have IPv6 beside IPv4: a /56 from Amazon, outward only from private subnets, free of NAT. False
    by default; a network that stands can be given it."""
    public_access_block: NotRequired[PublicAccessBlock]
    """How the account blocks public access to VPCs; the network then excludes what it needs and no more. Off by
    default."""
    endpoint_choice: NotRequired[EndpointChoice]
    """Which interface endpoints there are beside the listed ones; `required` by default without NAT, else `listed`."""
    interface_endpoints: NotRequired[list[str]]
    """AWS services reached through interface endpoints, such as `ecr.api`; each costs an address a zone by the hour.
    None by default: six of them in two zones cost more than a NAT gateway."""
    endpoint_traffic_gb: NotRequired[dict[str, float]]
    """Expected traffic by service in GB a month, for `by-cost`; in three zones an endpoint pays off at 626 GB."""
    endpoint_actions: NotRequired[dict[str, list[str]]]
    """IAM actions that an endpoint lets through, by service: for services that `plan.egress` does not know, or to let
    more of one through."""
    flows: NotRequired[list[FlowArgs]]
    """Flows beside those of `plan.traffic`."""
    https_clients: NotRequired[dict[str, str]]
    """Parts that may call out over HTTPS beside those of `plan.traffic`, and what for."""
    log_key_arn: NotRequired[pulumi.Input[str]]
    """Key that encrypts flow logs in CloudWatch; required unless they go to a bucket."""
    flow_log_bucket_arn: NotRequired[pulumi.Input[str]]
    """Bucket for flow logs, as Parquet by the hour, in place of CloudWatch: to read with Athena. Its policy must let
    `delivery.logs.amazonaws.com` write."""
    log_retention_days: NotRequired[int]
    """How long CloudWatch keeps flow logs; 365 days by default."""
    flow_log_interval_seconds: NotRequired[int]
    """Longest window of one record, 60 or 600 seconds; 600 by default, the smaller log."""
