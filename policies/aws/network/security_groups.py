"""Security groups and network ACLs: which addresses and ports they open, and which groups a resource has."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from ipaddress import ip_network

from ...indexes import answered, by_text, referred
from ...model.values import UNKNOWN, Value
from ...rule import Finding, NotEvaluated, Resource, Results
from .. import types as aws

SECURITY_GROUPS = (aws.EC2_SECURITY_GROUP, aws.EC2_DEFAULT_SECURITY_GROUP)

_entries_by_list = by_text(aws.EC2_MANAGED_PREFIX_LIST_ENTRY, "prefixListId")

LAST_PORT = 65_535

_ANY_PROTOCOL = {"-1", "all"}
_WITHOUT_PORTS = {"icmp", "icmpv6", "1", "58"}
_WITH_PORTS = {"", "tcp", "udp", "6", "17"}
"""EC2 ignores the ports of every other protocol, such as GRE, and allows all of it (EC2 API, `IpPermission`)."""

_WIDE = 8
"""A network with a shorter prefix counts as the whole internet: no organization owns one that large."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Addresses and the ports that are open to them."""

    at: Value
    """The block that declares it."""
    addresses: tuple[Value, ...]
    protocol: Value
    first: Value
    last: Value
    effect: tuple[Value, ...] = ()
    """Values that decide whether it opens anything and in which direction."""

    @property
    def unknowns(self) -> list[Value]:
        """The values it depends on that are unknown, apart from its addresses."""
        unknown = [value for value in (*self.effect, self.protocol) if value.unknown]
        if self.protocol.unknown or self._all_ports:
            return unknown
        return unknown + [port for port in (self.first, self.last) if port.unknown]

    @property
    def ports(self) -> tuple[int, int] | None:
        """The first and the last port; None for ICMP, and all for a protocol whose ports EC2 ignores."""
        if self._all_ports:
            return 0, LAST_PORT
        if _name(self.protocol) in _WITHOUT_PORTS:
            return None
        first, last = _port(self.first, 0), _port(self.last, LAST_PORT)
        return max(first, 0), last if last >= 0 else LAST_PORT

    def covers(self, port: int) -> bool:
        """Whether a TCP or UDP port is open."""
        name, ports = _name(self.protocol), self.ports
        return ports is not None and name in _ANY_PROTOCOL | _WITH_PORTS and ports[0] <= port <= ports[1]

    @property
    def _all_ports(self) -> bool:
        return _name(self.protocol) not in _WITH_PORTS | _WITHOUT_PORTS


def _name(protocol: Value) -> str:
    return protocol.text.lower() or (f"{protocol.number:g}" if protocol.number is not None else "")


def _port(value: Value, default: int) -> int:
    """A port; -1 means any. Anything but a number gives the default."""
    if value.text == "-1":
        return -1
    number = value.number
    return int(number) if number is not None and abs(number) <= LAST_PORT else default


def ingress_of(resource: Resource) -> Iterator[Opening]:
    """What a security group or one of its rules allows in."""
    return _openings(resource, "ingress", aws.VPC_SECURITY_GROUP_INGRESS_RULE)


def egress_of(resource: Resource) -> Iterator[Opening]:
    """What a security group or one of its rules allows out."""
    return _openings(resource, "egress", aws.VPC_SECURITY_GROUP_EGRESS_RULE)


def _openings(resource: Resource, direction: str, rule_type: str) -> Iterator[Opening]:
    if resource.type in SECURITY_GROUPS:
        for block in resource[direction].elements():
            yield _of_block(resource, block)
    elif resource.type == aws.EC2_SECURITY_GROUP_RULE and (
        resource["type"].text == direction or resource["type"].unknown
    ):
        yield _of_block(resource, resource.properties, resource["type"])
    elif resource.type == rule_type:
        rule = resource.properties
        addresses = [rule[key] for key in ("cidrIpv4", "cidrIpv6") if not rule[key].absent]
        addresses += _listed(resource, rule["prefixListId"])
        yield Opening(rule, tuple(addresses), rule["ipProtocol"], rule["fromPort"], rule["toPort"])


def _of_block(resource: Resource, block: Value, *effect: Value) -> Opening:
    addresses = [address for key in ("cidrBlocks", "ipv6CidrBlocks") for address in block[key].elements()]
    addresses += (address for named in block["prefixListIds"].elements() for address in _listed(resource, named))
    return Opening(block, tuple(addresses), block["protocol"], block["fromPort"], block["toPort"], effect)


def _listed(resource: Resource, named: Value) -> Iterator[Value]:
    """The addresses of a prefix list in the stack, each with the path of the property that names the list.

    Nothing is known about a list outside the stack. A managed list of AWS holds the addresses of one service.
    """
    lists = referred(resource, named, aws.EC2_MANAGED_PREFIX_LIST)
    if len(lists) > 1 or (named.unknown and not lists and not any(resource.sources(named, aws.EC2_VPC_ENDPOINT))):
        yield named if named.unknown else Value(UNKNOWN, named.path)
        return
    for listed in lists:
        entries = listed["entries"]
        cidrs = [Value(UNKNOWN)] if entries.unknown else [entry["cidr"] for entry in entries.elements()]
        standalone = {
            entry.urn: entry for entry in listed.used_by(aws.EC2_MANAGED_PREFIX_LIST_ENTRY, by="prefixListId")
        }
        standalone |= {entry.urn: entry for entry in _entries_by_list(resource.stack).get(listed.id, ())}
        cidrs += (entry["cidr"] for entry in standalone.values())
        yield from (Value(cidr.raw, named.path) for cidr in cidrs if not cidr.absent)


def acl_ingress_of(resource: Resource) -> Iterator[Opening]:
    """What a network ACL or one of its rules allows in."""
    if resource.type == aws.EC2_NETWORK_ACL:
        for block in resource["ingress"].elements():
            if block["action"].text != "deny":
                yield _of_entry(block, block["action"])
    elif not resource["egress"].true and resource["ruleAction"].text != "deny":
        yield _of_entry(resource.properties, resource["ruleAction"], resource["egress"])


def _of_entry(block: Value, *effect: Value) -> Opening:
    addresses = tuple(block[key] for key in ("cidrBlock", "ipv6CidrBlock") if not block[key].absent)
    return Opening(block, addresses, block["protocol"], block["fromPort"], block["toPort"], effect)


def open_to_world(openings: Iterable[Opening], wrong: Callable[[Opening], bool], reason: str) -> Results:
    """A finding on each address block that is the whole internet where the opening is `wrong`.

    `wrong` is called once the ports are known.
    """
    for opening in openings:
        unknowns = opening.unknowns
        if not unknowns and not wrong(opening):
            continue
        worlds = dict.fromkeys(address.path for address in opening.addresses if is_world(address.text))
        for address in opening.addresses:
            if address.unknown:
                yield from (NotEvaluated(value.path) for value in (address, *unknowns))
        for path in worlds:
            yield from [NotEvaluated(value.path) for value in unknowns] or [Finding(path, reason)]


def is_world(address: str) -> bool:
    """Whether a block is the whole internet, or so much of it that it makes no difference."""
    try:
        return ip_network(address, strict=False).prefixlen < _WIDE
    except ValueError:
        return False


def is_public(address: str) -> bool:
    """Whether a block has public addresses, rather than those of a private range."""
    try:
        return is_world(address) or ip_network(address, strict=False).network_address.is_global
    except ValueError:
        return False


def groups_of(resource: Resource, path: str) -> list[Resource]:
    """The security groups of the stack that a property names; none when it has edges to more groups than it names.

    An output with a whole list or mapping of groups has edges to all of them, so the group meant is not known.
    """
    chosen = _chosen(resource, path)
    if chosen:
        return chosen
    value = resource.properties.at(path)
    known = list(resource.sources(value, *SECURITY_GROUPS))
    return [] if ambiguous(resource, path) else known


def _chosen(resource: Resource, path: str) -> list[Resource]:
    """The groups whose ids a property lists, if each listed id is found or every linked group has its id."""
    value = resource.properties.at(path)
    texts = [element.text for element in value.elements()]
    if value.unknown or not all(texts):
        return []
    chosen = {group.urn: group for text in texts for group in answered(resource.stack, text, *SECURITY_GROUPS)}
    linked = resource.sources(value, *SECURITY_GROUPS)
    complete = len(chosen) == len({*texts}) or all(group.id for group in linked)
    return list(chosen.values()) if complete else []


def ambiguous(resource: Resource, path: str) -> bool:
    """Whether a property has edges to more groups than it names and does not list their ids."""
    if _chosen(resource, path):
        return False
    value = resource.properties.at(path)
    named = {element.text or element.path for element in value.elements()}
    expected = 1 if value.unknown else len(named)
    return len({group.urn for group in resource.sources(value, *SECURITY_GROUPS)}) > expected


def rules_of(group: Resource) -> Iterator[Resource]:
    """The resources that hold the ingress rules of a group: the group itself and its standalone rules."""
    yield group
    yield from group.used_by(aws.EC2_SECURITY_GROUP_RULE, aws.VPC_SECURITY_GROUP_INGRESS_RULE, by="securityGroupId")


def sources_of(group: Resource) -> Iterator[Resource]:
    """The security groups that may connect to a group."""
    for rule in rules_of(group):
        keys = ("ingress",) if rule is group else ("referencedSecurityGroupId", "sourceSecurityGroupId")
        if rule.type != aws.EC2_SECURITY_GROUP_RULE or rule["type"].text == "ingress":
            for key in keys:
                yield from (source for source in rule.edges.get(key, ()) if source.type in SECURITY_GROUPS)


def open_to_public(group: Resource) -> bool:
    """Whether a group allows public addresses in."""
    return any(
        is_public(address.text)
        for rule in rules_of(group)
        for opening in ingress_of(rule)
        for address in opening.addresses
    )
