"""The door of `Network`: its arguments checked, defaults filled in, combinations settled."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Network
from typing import Any, Final, cast

from ..aws.names import MAX_CELL_NAME, is_cell_name
from ..aws.published import log_retention_days
from ..aws.regions import AVAILABILITY_ZONES
from ..core.door import Door
from ..plan.addresses import CELL_PREFIX, SMALLEST_PREFIX
from ..plan.egress import ENDPOINT_ACTIONS, REQUIRED, UNFIT, Nat, worthwhile
from ..plan.traffic import FLOWS, HTTPS_CLIENTS, MAX_PORT, Flow, Part
from .args import EndpointChoice, ExistingVpcArgs, FlowArgs, NetworkArgs, PublicAccessBlock

AUDIT_DAYS: Final = 365
"""How long flow logs stay."""

AGGREGATION_SECONDS: Final = (60, 600)
"""Windows of a flow log's records (EC2 API, CreateFlowLogs)."""

_ZONES: Final = 3
_LEAST_ZONES: Final = 2

_RULE_TEXT: Final = re.compile(r"[a-zA-Z0-9. _\-:/()#,@\[\]+=&;{}!$*]{1,200}")
"""What the description of a rule may be made of (EC2 API, IpRange): 255 characters, of which the part's name and a
few words take some."""


@dataclass(frozen=True)
class Checked:
    """The arguments after the door: defaults filled in, combinations settled."""

    place: IPv4Network | ExistingVpcArgs
    """The block of the cell's own VPC, or the VPC that somebody else made."""
    zones: tuple[str, ...]
    nat: Nat
    public_zones: tuple[str, ...]
    """Zones with a public subnet."""
    ipv6: bool
    public_tier: bool
    public_access_block: PublicAccessBlock
    endpoints: Mapping[str, Sequence[str]]
    """Service of each interface endpoint to the actions that it lets through."""
    flows: tuple[Flow, ...]
    https_clients: Mapping[str, str]
    log_retention_days: int
    flow_log_interval_seconds: int

    @property
    def own(self) -> bool:
        """Whether the VPC is the cell's own."""
        return isinstance(self.place, IPv4Network)

    @property
    def parts(self) -> list[str]:
        """Every part that has a security group: the cell's own, then those that the program adds."""
        added = {name for flow in self.flows for name in (flow.source, flow.target)} | set(self.https_clients)
        own = [part.value for part in Part]
        return own + sorted(added.difference(own))

    @property
    def isolated(self) -> bool:
        """Whether nothing can leave the network, so that HTTPS ends at its own endpoints."""
        return self.own and self.nat is Nat.NONE and not self.ipv6


_OF_OWN_VPC: Final = ("cidr", "zones", "nat", "public_tier", "ipv6", "public_access_block")


def check(name: str, args: NetworkArgs) -> Checked:
    """Check every argument.

    Raises:
        ArgumentError: one cannot be used.
    """
    door = Door("Network", name, args, NetworkArgs)
    door.cell()
    own = not door.given("existing")
    for argument in _OF_OWN_VPC:
        door.only_with(argument, own, "a VPC that exists has its own")
    place = _block(door, args) if own else _existing(door, args)
    nat = door.choice("nat", Nat, Nat.PER_ZONE)
    zones = AVAILABILITY_ZONES[args["region"]][: door.whole("zones", _LEAST_ZONES, _ZONES, _ZONES)]
    public_tier = door.flag("public_tier", default=False)
    return Checked(
        place=place,
        zones=zones,
        nat=nat,
        public_zones=zones if public_tier else {Nat.ONE: zones[:1], Nat.PER_ZONE: zones}.get(nat, ()),
        ipv6=door.flag("ipv6", default=False),
        public_tier=public_tier,
        public_access_block=door.choice("public_access_block", PublicAccessBlock, PublicAccessBlock.OFF),
        endpoints=_endpoints(door, args, nat, len(zones), own=own),
        flows=_flows(door),
        https_clients=HTTPS_CLIENTS | _https_clients(door, args),
        log_retention_days=_log_days(door),
        flow_log_interval_seconds=_log_interval(door),
    )


def _block(door: Door, args: NetworkArgs) -> IPv4Network:
    text = args.get("cidr")
    if text is None:
        raise door.refuse("cidr", None, "it is required unless there is an existing VPC")
    try:
        block = IPv4Network(door.text("cidr"))
    except (AddressValueError, ValueError) as error:
        raise door.refuse("cidr", text, f"that is no IPv4 block ({error})") from None
    if not CELL_PREFIX <= block.prefixlen <= SMALLEST_PREFIX:
        # AWS takes no VPC larger than a /16 (Amazon VPC user guide, VPC CIDR blocks).
        raise door.refuse("cidr", text, f"a cell takes a /{CELL_PREFIX} to a /{SMALLEST_PREFIX}")
    return block


def _existing(door: Door, args: NetworkArgs) -> ExistingVpcArgs:
    existing = door.inside("existing", ExistingVpcArgs)
    for subnets in ("private_subnet_ids", "data_subnet_ids"):
        existing.items(subnets, 1, limit="a cell has at least one such subnet, better one in each of three zones")
    for others in ("public_subnet_ids", "route_table_ids"):
        existing.items(others)
    return cast("ExistingVpcArgs", args.get("existing"))


def _endpoints(door: Door, args: NetworkArgs, nat: Nat, zones: int, *, own: bool) -> dict[str, Sequence[str]]:
    by_default = EndpointChoice.REQUIRED if own and nat is Nat.NONE else EndpointChoice.LISTED
    choice = door.choice("endpoint_choice", EndpointChoice, by_default)
    services = [str(service) for service in door.items("interface_endpoints")]
    door.unique("interface_endpoints", services)
    by_cost = choice is EndpointChoice.BY_COST
    door.only_with("endpoint_traffic_gb", by_cost, "only the choice by-cost looks at it")
    if by_cost and not own:
        raise door.refuse("endpoint_choice", choice.value, "an existing VPC may have any NAT: list the endpoints")
    traffic = _traffic(door, args) if by_cost else {}
    chosen = {
        EndpointChoice.LISTED: [],
        EndpointChoice.REQUIRED: list(REQUIRED),
        EndpointChoice.BY_COST: worthwhile(traffic, zones, nat),
    }[choice]
    actions: dict[str, Sequence[str]] = {**ENDPOINT_ACTIONS, **_actions(door, args, {*services, *chosen})}
    for argument, listed in (("interface_endpoints", services), ("endpoint_traffic_gb", [*traffic])):
        for service in listed:
            _check_service(door, argument, service, actions)
    return {service: actions[service] for service in sorted({*services, *chosen})}


def _check_service(door: Door, argument: str, service: str, actions: Mapping[str, Sequence[str]]) -> None:
    if service in UNFIT:
        raise door.refuse(argument, service, UNFIT[service])
    if service not in actions:
        raise door.refuse(argument, service, "endpoint_actions must say what it lets through", sorted(actions))


def _traffic(door: Door, args: NetworkArgs) -> dict[str, float]:
    if not door.given("endpoint_traffic_gb"):
        raise door.refuse("endpoint_traffic_gb", None, "the choice by-cost needs the traffic of each service")
    traffic = _mapping(door, args, "endpoint_traffic_gb")
    for service, gb in traffic.items():
        if isinstance(gb, bool) or not isinstance(gb, int | float) or gb < 0:
            raise door.refuse(f"endpoint_traffic_gb[{service!r}]", gb, "traffic is zero or more GB a month")
    return dict(traffic)


def _actions(door: Door, args: NetworkArgs, services: set[str]) -> dict[str, list[str]]:
    given = _mapping(door, args, "endpoint_actions")
    for service, actions in given.items():
        where = f"endpoint_actions[{service!r}]"
        if service not in services:
            raise door.refuse(where, actions, "there is no endpoint of that service", sorted(services))
        if not actions or not all(re.fullmatch(r"[a-z0-9-]+:[A-Za-z]+", action) for action in actions):
            raise door.refuse(where, actions, "it must name IAM actions one by one, such as bedrock:InvokeModel")
    return dict(given)


def _flows(door: Door) -> tuple[Flow, ...]:
    flows = list(FLOWS)
    for index, _ in enumerate(door.items("flows")):
        inner = door.inside("flows", FlowArgs, index)
        flow = Flow(
            source=_part(inner, "source"),
            target=_part(inner, "target"),
            port=inner.whole("port", 1, MAX_PORT),
            why=inner.text("why", fits=_fits_rule, limit="EC2 takes 200 letters, digits and ._-:/()#,@[]+=&;{}!$*"),
        )
        if any((flow.source, flow.target, flow.port) == (other.source, other.target, other.port) for other in flows):
            raise inner.refuse("port", flow.port, f"{flow.source} may already talk to {flow.target} there")
        flows.append(flow)
    return tuple(flows)


def _part(door: Door, argument: str) -> str:
    limit = f"a part is lower case letters, digits and single hyphens, {MAX_CELL_NAME} characters at most"
    return door.text(argument, fits=is_cell_name, limit=limit)


def _fits_rule(text: str) -> bool:
    return _RULE_TEXT.fullmatch(text) is not None


def _https_clients(door: Door, args: NetworkArgs) -> dict[str, str]:
    given = _mapping(door, args, "https_clients")
    for part, why in given.items():
        where = f"https_clients[{part!r}]"
        if not is_cell_name(part):
            raise door.refuse(where, why, "a part is lower case letters, digits and single hyphens")
        if part in HTTPS_CLIENTS:
            raise door.refuse(where, why, f"{part} may call out already")
        if not isinstance(why, str) or not _fits_rule(why):
            raise door.refuse(where, why, "it must say what for, in letters, digits and ._-:/()#,@[]+=&;{}!$*")
    return dict(given)


def _mapping(door: Door, args: NetworkArgs, argument: str) -> dict[str, Any]:
    """An argument that maps names, or nothing."""
    value: Any = args.get(argument, {})
    if not isinstance(value, Mapping):
        raise door.refuse(argument, value, "it must be an object")
    return dict(cast("Mapping[str, Any]", value))


def _log_days(door: Door) -> int:
    in_bucket = door.given("flow_log_bucket_arn")
    door.only_with("log_retention_days", not in_bucket, "a bucket has lifecycle rules of its own")
    if not in_bucket and not door.given("log_key_arn"):
        raise door.refuse("log_key_arn", None, "it is required unless flow logs go to a bucket")
    days = door.whole("log_retention_days", 1, max(log_retention_days()), AUDIT_DAYS)
    if days not in log_retention_days():
        raise door.refuse("log_retention_days", days, "AWS does not take it", map(str, log_retention_days()))
    return days


def _log_interval(door: Door) -> int:
    least, most = AGGREGATION_SECONDS
    seconds = door.whole("flow_log_interval_seconds", least, most, most)
    if seconds not in AGGREGATION_SECONDS:
        raise door.refuse("flow_log_interval_seconds", seconds, "AWS does not take it", map(str, AGGREGATION_SECONDS))
    return seconds
