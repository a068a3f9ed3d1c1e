"""The configuration of `Network`: its arguments with their defaults, and the combinations that are possible."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network
from typing import Final

import pulumi

from ..aws.names import MAX_CELL_NAME, is_cell_name
from ..aws.regions import AVAILABILITY_ZONES
from ..core.arguments import Arguments
from ..plan.addresses import CELL_PREFIX, SMALLEST_PREFIX
from ..plan.egress import ENDPOINT_ACTIONS, REQUIRED, UNFIT, Nat, worthwhile
from ..plan.traffic import FLOWS, HTTPS_CLIENTS, MAX_PORT, Flow, Part
from .args import EndpointChoice, NetworkArgs, PublicAccessBlock
from .limits import AGGREGATION_SECONDS, MAX_RULE_TEXT, RULE_CHARACTERS, is_exact_action, is_rule_text

LOG_RETENTION_DAYS: Final = 365
AGGREGATION_SECONDS_BY_DEFAULT: Final = 600

MIN_ZONES: Final = 2
MAX_ZONES: Final = 3

_OF_OWN_VPC: Final = ("cidr", "zones", "nat", "public_tier", "ipv6", "public_access_block")
_NAME: Final = f"it must be lower case letters, digits and single hyphens, {MAX_CELL_NAME} characters at most"
_REASON: Final = f"it must be a reason of 1 to {MAX_RULE_TEXT} {RULE_CHARACTERS}"


@dataclass(frozen=True, kw_only=True)
class OwnVpcConfig:
    """A VPC of the cell's own."""

    block: IPv4Network
    zones: tuple[str, ...]
    nat: Nat
    public_tier: bool
    """Whether public subnets exist for more than NAT gateways."""
    ipv6: bool
    public_access_block: PublicAccessBlock

    @property
    def public_zones(self) -> tuple[str, ...]:
        """Zones with a public subnet."""
        if self.public_tier or self.nat is Nat.PER_ZONE:
            return self.zones
        return self.zones[:1] if self.nat is Nat.ONE else ()

    @property
    def address_zones(self) -> tuple[str, ...]:
        """Zones in which NAT has a public address."""
        return {Nat.NONE: (), Nat.ONE: self.zones[:1]}.get(self.nat, self.zones)

    @property
    def has_internet_gateway(self) -> bool:
        """Whether anything needs an internet gateway."""
        return self.public_tier or self.nat is not Nat.NONE

    @property
    def is_isolated(self) -> bool:
        """Whether private subnets have no route out, so that HTTPS reaches the network's own endpoints only."""
        return self.nat is Nat.NONE and not self.ipv6


@dataclass(frozen=True, kw_only=True)
class ExistingVpcConfig:
    """A VPC that exists already."""

    vpc_id: pulumi.Input[str]
    cidr: pulumi.Input[str]
    private_subnet_ids: pulumi.Input[list[str]]
    data_subnet_ids: pulumi.Input[list[str]]
    public_subnet_ids: pulumi.Input[list[str]]
    route_table_ids: pulumi.Input[list[str]] | None
    """None where no gateway endpoints are to be made."""


@dataclass(frozen=True, kw_only=True)
class FlowLogConfig:
    """Where flow logs go."""

    bucket_arn: pulumi.Input[str] | None
    """None for CloudWatch."""
    key_arn: pulumi.Input[str] | None
    retention_days: int
    interval_seconds: int


@dataclass(frozen=True, kw_only=True)
class NetworkConfig:
    """What `Network` is made from."""

    vpc: OwnVpcConfig | ExistingVpcConfig
    endpoints: Mapping[str, Sequence[str]]
    """Service of each interface endpoint to the actions that it allows."""
    flows: tuple[Flow, ...]
    https_clients: Mapping[str, str]
    private_connectivity: bool
    flow_log: FlowLogConfig

    @property
    def group_names(self) -> list[str]:
        """Everything that has a security group: the cell's own, then what the arguments add."""
        own = [part.value for part in Part]
        added = {name for flow in self.flows for name in (flow.source, flow.target)} | set(self.https_clients)
        return own + sorted(added.difference(own))


def resolve(name: str, args: NetworkArgs) -> NetworkConfig:
    """Validate the arguments and fill in their defaults.

    Raises:
        ArgumentError: no network could be made from them.
    """
    arguments = Arguments("Network", name, args, NetworkArgs)
    arguments.cell()
    existing = arguments.nested("existing")
    for argument in _OF_OWN_VPC:
        arguments.requires(argument, existing is None, "a VPC that exists has its own")
    vpc = _own_vpc(arguments) if existing is None else _existing_vpc(existing)
    return NetworkConfig(
        vpc=vpc,
        endpoints=_endpoints(arguments, vpc),
        flows=_flows(arguments),
        https_clients={**HTTPS_CLIENTS, **_https_clients(arguments)},
        private_connectivity=arguments.boolean("private_connectivity", default=False),
        flow_log=_flow_log(arguments),
    )


def _own_vpc(arguments: Arguments) -> OwnVpcConfig:
    zones = arguments.integer("zones", MIN_ZONES, MAX_ZONES, MAX_ZONES)
    return OwnVpcConfig(
        block=_block(arguments),
        zones=AVAILABILITY_ZONES[arguments.string("region")][:zones],
        nat=arguments.enum("nat", Nat, Nat.PER_ZONE),
        public_tier=arguments.boolean("public_tier", default=False),
        ipv6=arguments.boolean("ipv6", default=False),
        public_access_block=arguments.enum("public_access_block", PublicAccessBlock, PublicAccessBlock.OFF),
    )


def _block(arguments: Arguments) -> IPv4Network:
    arguments.required("cidr", "it is required unless there is an existing VPC")
    text = arguments.string("cidr")
    try:
        block = IPv4Network(text)
    except ValueError as error:
        raise arguments.error("cidr", text, f"it must be an IPv4 block ({error})") from None
    if not CELL_PREFIX <= block.prefixlen <= SMALLEST_PREFIX:
        # AWS accepts no VPC larger than a /16 (Amazon VPC user guide, VPC CIDR blocks).
        raise arguments.error("cidr", text, f"a cell's block is a /{CELL_PREFIX} to a /{SMALLEST_PREFIX}")
    return block


def _existing_vpc(existing: Arguments) -> ExistingVpcConfig:
    for subnets in ("private_subnet_ids", "data_subnet_ids"):
        existing.list_of(subnets, 1, message="a cell needs at least one such subnet, preferably one in each zone")
    return ExistingVpcConfig(
        vpc_id=existing.input("vpc_id"),
        cidr=existing.input("cidr"),
        private_subnet_ids=existing.input("private_subnet_ids"),
        data_subnet_ids=existing.input("data_subnet_ids"),
        public_subnet_ids=existing.input("public_subnet_ids", []),
        route_table_ids=existing.input("route_table_ids"),
    )


def _endpoints(arguments: Arguments, vpc: OwnVpcConfig | ExistingVpcConfig) -> dict[str, Sequence[str]]:
    services = [str(service) for service in arguments.list_of("interface_endpoints")]
    arguments.unique("interface_endpoints", services)
    traffic = arguments.mapping("endpoint_traffic_gb")
    chosen = _chosen_endpoints(arguments, vpc, traffic)
    wanted = {*services, *chosen}
    actions: dict[str, Sequence[str]] = {**ENDPOINT_ACTIONS, **_endpoint_actions(arguments, wanted)}
    for argument, listed in (("interface_endpoints", services), ("endpoint_traffic_gb", traffic)):
        for service in listed:
            if service in UNFIT:
                raise arguments.error(argument, service, UNFIT[service])
            if service not in actions:
                message = "endpoint_actions must list the IAM actions that its endpoint allows"
                raise arguments.error(argument, service, message, sorted(actions))
    return {service: actions[service] for service in sorted(wanted)}


def _chosen_endpoints(
    arguments: Arguments, vpc: OwnVpcConfig | ExistingVpcConfig, traffic: Mapping[str, float]
) -> Sequence[str]:
    """Services that have an endpoint though they are not listed."""
    without_nat = isinstance(vpc, OwnVpcConfig) and vpc.nat is Nat.NONE
    default = EndpointChoice.REQUIRED if without_nat else EndpointChoice.LISTED
    choice = arguments.enum("endpoint_choice", EndpointChoice, default)
    by_cost = choice is EndpointChoice.BY_COST
    arguments.requires("endpoint_traffic_gb", by_cost, "it has no effect without the endpoint_choice by-cost")
    if not by_cost:
        return REQUIRED if choice is EndpointChoice.REQUIRED else ()
    if isinstance(vpc, ExistingVpcConfig):
        message = "the NAT of an existing VPC is not known: list the endpoints instead"
        raise arguments.error("endpoint_choice", choice, message)
    arguments.required("endpoint_traffic_gb", "the endpoint_choice by-cost requires the traffic of each service")
    for service, gb in traffic.items():
        if gb < 0:
            raise arguments.error(f"endpoint_traffic_gb.{service}", gb, "it must be zero or more GB a month")
    return worthwhile(traffic, len(vpc.zones), vpc.nat)


def _endpoint_actions(arguments: Arguments, services: set[str]) -> Mapping[str, Sequence[str]]:
    given: Mapping[str, Sequence[str]] = arguments.mapping("endpoint_actions")
    for service, actions in given.items():
        argument = f"endpoint_actions.{service}"
        if service not in services:
            raise arguments.error(argument, actions, "there is no endpoint of that service", sorted(services))
        if not actions or not all(map(is_exact_action, actions)):
            message = "it must list IAM actions without wildcards, such as bedrock:InvokeModel"
            raise arguments.error(argument, actions, message)
    return given


def _flows(arguments: Arguments) -> tuple[Flow, ...]:
    flows = list(FLOWS)
    for reader in arguments.nested_items("flows"):
        flow = Flow(
            source=reader.string("source", predicate=is_cell_name, message=_NAME),
            target=reader.string("target", predicate=is_cell_name, message=_NAME),
            port=reader.integer("port", 1, MAX_PORT),
            why=reader.string("why", predicate=is_rule_text, message=_REASON),
        )
        if any((flow.source, flow.target, flow.port) == (other.source, other.target, other.port) for other in flows):
            message = f"{flow.source} may already connect to {flow.target} on that port"
            raise reader.error("port", flow.port, message)
        flows.append(flow)
    return tuple(flows)


def _https_clients(arguments: Arguments) -> Mapping[str, str]:
    clients: Mapping[str, str] = arguments.mapping("https_clients")
    for client, reason in clients.items():
        argument = f"https_clients.{client}"
        if not is_cell_name(client):
            raise arguments.error(argument, reason, f"the name is not allowed: {_NAME}")
        if client in HTTPS_CLIENTS:
            raise arguments.error(argument, reason, f"{client} may already open HTTPS connections")
        if not is_rule_text(reason):
            raise arguments.error(argument, reason, _REASON)
    return clients


def _flow_log(arguments: Arguments) -> FlowLogConfig:
    in_bucket = arguments.is_set("flow_log_bucket_arn")
    message = "it has no effect with flow_log_bucket_arn: a bucket has lifecycle rules of its own"
    arguments.requires("log_retention_days", not in_bucket, message)
    if not in_bucket:
        arguments.required("log_key_arn", "it is required unless flow logs go to a bucket")
    interval = arguments.one_of_numbers(
        "flow_log_interval_seconds", AGGREGATION_SECONDS, AGGREGATION_SECONDS_BY_DEFAULT
    )
    return FlowLogConfig(
        bucket_arn=arguments.input("flow_log_bucket_arn"),
        key_arn=arguments.input("log_key_arn"),
        retention_days=arguments.log_retention_days(LOG_RETENTION_DAYS),
        interval_seconds=interval,
    )
