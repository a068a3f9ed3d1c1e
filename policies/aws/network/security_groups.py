"""What a security group or a network access list opens, in all the ways to write it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from ipaddress import ip_network

from ...indexes import by_text, referred
from ...model.values import UNKNOWN, Value
from ...rule import Finding, NotEvaluated, Resource, Results
from .. import types as aws

GROUP = aws.EC2_SECURITY_GROUP
DEFAULT_GROUP = aws.EC2_DEFAULT_SECURITY_GROUP
GROUP_RULE = aws.EC2_SECURITY_GROUP_RULE
INGRESS_RULE = aws.VPC_SECURITY_GROUP_INGRESS_RULE
EGRESS_RULE = aws.VPC_SECURITY_GROUP_EGRESS_RULE
ACCESS_LIST = aws.EC2_NETWORK_ACL
ACCESS_LIST_RULE = aws.EC2_NETWORK_ACL_RULE
PREFIX_LIST = aws.EC2_MANAGED_PREFIX_LIST
PREFIX_LIST_ENTRY = aws.EC2_MANAGED_PREFIX_LIST_ENTRY

_ENDPOINT = aws.EC2_VPC_ENDPOINT
"""Its prefix list is AWS's own: the addresses of one service."""
_entries_by_list = by_text(PREFIX_LIST_ENTRY, "prefixListId")

LAST_PORT = 65_535

_ANY_PROTOCOL = {"-1", "all"}
_WITHOUT_PORTS = {"icmp", "icmpv6", "1", "58"}
_WIDE = 8
"""Networks with a shorter prefix than this are the world, or a part of it that nobody owns alone."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Addresses, and the ports that are open to them."""

    at: Value
    """The block that says so."""
    addresses: tuple[Value, ...]
    protocol: Value
    first: Value
    last: Value
    opens: tuple[Value, ...] = ()
    """What says whether it opens anything at all, and in which direction."""

    @property
    def waits(self) -> list[Value]:
        """What decides over it, its addresses aside, and is not known yet."""
        waiting = [value for value in (*self.opens, self.protocol) if value.unknown]
        if self.protocol.unknown or self._all:
            return waiting
        return waiting + [port for port in (self.first, self.last) if port.unknown]

    @property
    def ports(self) -> tuple[int, int] | None:
        """The first and the last port; nothing for a protocol without ports."""
        if self._all:
            return 0, LAST_PORT
        if _name(self.protocol) in _WITHOUT_PORTS:
            return None
        first, last = _port(self.first, 0), _port(self.last, LAST_PORT)
        return max(first, 0), last if last >= 0 else LAST_PORT

    def covers(self, port: int) -> bool:
        """Whether a port is open."""
        ports = self.ports
        return ports is not None and ports[0] <= port <= ports[1]

    @property
    def _all(self) -> bool:
        return _name(self.protocol) in _ANY_PROTOCOL


def _name(protocol: Value) -> str:
    return protocol.text.lower() or (f"{protocol.number:g}" if protocol.number is not None else "")


def _port(value: Value, default: int) -> int:
    """A port; -1 is any. Anything else than a number is none, and leaves the default."""
    if value.text == "-1":
        return -1
    number = value.number
    return int(number) if number is not None and abs(number) <= LAST_PORT else default


def inward(resource: Resource) -> Iterator[Opening]:
    """What a group, or a rule of one, lets in."""
    return _openings(resource, "ingress", INGRESS_RULE)


def outward(resource: Resource) -> Iterator[Opening]:
    """What a group, or a rule of one, lets out."""
    return _openings(resource, "egress", EGRESS_RULE)


def _openings(resource: Resource, way: str, rule_type: str) -> Iterator[Opening]:
    if resource.type in {GROUP, DEFAULT_GROUP}:
        for block in resource[way].elements():
            yield _of_block(resource, block)
    elif resource.type == GROUP_RULE and (resource["type"].text == way or resource["type"].unknown):
        yield _of_block(resource, resource.properties, resource["type"])
    elif resource.type == rule_type:
        rule = resource.properties
        addresses = [rule[key] for key in ("cidrIpv4", "cidrIpv6") if not rule[key].absent]
        addresses += _listed(resource, rule["prefixListId"])
        yield Opening(rule, tuple(addresses), rule["ipProtocol"], rule["fromPort"], rule["toPort"])


def _of_block(resource: Resource, block: Value, *opens: Value) -> Opening:
    addresses = [address for key in ("cidrBlocks", "ipv6CidrBlocks") for address in block[key].elements()]
    addresses += (address for named in block["prefixListIds"].elements() for address in _listed(resource, named))
    return Opening(block, tuple(addresses), block["protocol"], block["fromPort"], block["toPort"], opens)


def _listed(resource: Resource, named: Value) -> Iterator[Value]:
    """The addresses of a prefix list of the stack, each at the place that names the list.

    Of one that is named by its id alone nothing is known, and AWS's own lists are of its services.
    """
    lists = referred(resource, named, PREFIX_LIST)
    if len(lists) > 1 or (named.unknown and not lists and not any(resource.sources(named, _ENDPOINT))):
        yield named if named.unknown else Value(UNKNOWN, named.path)
        return
    for listed in lists:
        entries = listed["entries"]
        cidrs = [Value(UNKNOWN)] if entries.unknown else [entry["cidr"] for entry in entries.elements()]
        apart = {entry.urn: entry for entry in listed.used_by(PREFIX_LIST_ENTRY, by="prefixListId")}
        apart |= {entry.urn: entry for entry in _entries_by_list(resource.stack).get(listed.id, ())}
        cidrs += (entry["cidr"] for entry in apart.values())
        yield from (Value(cidr.raw, named.path) for cidr in cidrs if not cidr.absent)


def admitted(resource: Resource) -> Iterator[Opening]:
    """What a network access list, or a rule of one, lets in."""
    if resource.type == ACCESS_LIST:
        for block in resource["ingress"].elements():
            if block["action"].text != "deny":
                yield _of_entry(block, block["action"])
    elif not resource["egress"].true and resource["ruleAction"].text != "deny":
        yield _of_entry(resource.properties, resource["ruleAction"], resource["egress"])


def _of_entry(block: Value, *opens: Value) -> Opening:
    addresses = tuple(block[key] for key in ("cidrBlock", "ipv6CidrBlock") if not block[key].absent)
    return Opening(block, addresses, block["protocol"], block["fromPort"], block["toPort"], opens)


def to_the_world(openings: Iterable[Opening], wrong: Callable[[Opening], bool], reason: str) -> Results:
    """A finding at each address that is the world where the opening is `wrong`, asked once its ports are known."""
    for opening in openings:
        waits = opening.waits
        if not waits and not wrong(opening):
            continue
        worlds = dict.fromkeys(address.path for address in opening.addresses if is_world(address.text))
        for address in opening.addresses:
            if address.unknown:
                yield from (NotEvaluated(value.path) for value in (address, *waits))
        for path in worlds:
            yield from [NotEvaluated(value.path) for value in waits] or [Finding(path, reason)]


def is_world(address: str) -> bool:
    """Whether a block is the whole world or so much of it that it is as good."""
    try:
        return ip_network(address, strict=False).prefixlen < _WIDE
    except ValueError:
        return False


def is_public(address: str) -> bool:
    """Whether a block has public addresses: not one of the ranges that networks of one's own are numbered in."""
    try:
        return is_world(address) or ip_network(address, strict=False).network_address.is_global
    except ValueError:
        return False
