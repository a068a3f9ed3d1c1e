"""Outbound traffic to the internet."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from ...aws import types as aws
from ...aws.network import security_groups
from ...indexes import once, referred
from ...rule import NotEvaluated, Resource, Results, Rule, Scope, Severity, Stack, parameter

_TYPES = (*security_groups.SECURITY_GROUPS, aws.EC2_SECURITY_GROUP_RULE, aws.VPC_SECURITY_GROUP_EGRESS_RULE)

_Range = tuple[str, int, int]
"""A protocol and the first and last port that it opens to the internet."""


@dataclass(frozen=True)
class Parameters:
    """Settings of the rule."""

    ports: int = parameter(
        1_000, "Maximum number of ports that all rules of one security group may open to the internet."
    )


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on each address block that opens too many outbound ports, alone or with other rules of its group."""
    group = _group_of(resource)
    together = _port_count(resource.stack, group, parameters.ports) > parameters.ports
    yield from security_groups.open_to_world(
        security_groups.egress_of(resource),
        lambda opening: (together and opening.ports is not None) or _size(opening) > parameters.ports,
        "allows outbound traffic to the internet on too many ports",
    )
    if not group and any(part for opening in security_groups.egress_of(resource) for part in _ranges(opening)):
        yield NotEvaluated("securityGroupId")


def _group_of(resource: Resource) -> str:
    """The URN of a block's or rule's security group, or its id if only that is known; empty if unknown."""
    if resource.type in security_groups.SECURITY_GROUPS:
        return resource.urn
    named = resource["securityGroupId"]
    groups = referred(resource, named, *security_groups.SECURITY_GROUPS)
    if len(groups) == 1:
        return groups[0].urn
    return named.text or ("" if named.unknown else resource.urn)


def _ranges(opening: security_groups.Opening) -> Iterator[_Range]:
    """The known port ranges that are open to the internet."""
    if not opening.unknowns and any(security_groups.is_world(address.text) for address in opening.addresses):
        ports = opening.ports
        if ports is not None and ports[0] <= ports[1]:
            yield (str(opening.protocol.raw).lower(), *ports)


def _size(opening: security_groups.Opening) -> int:
    first, last = opening.ports or (0, -1)
    return last - first + 1


@once
def _ranges_by_group(stack: Stack) -> Mapping[str, set[_Range]]:
    found: defaultdict[str, set[_Range]] = defaultdict(set)
    for resource in stack.of(*_TYPES):
        parts = {part for opening in security_groups.egress_of(resource) for part in _ranges(opening)}
        if parts:
            found[_group_of(resource)] |= parts
    found.pop("", None)
    return dict(found)


@once
def _counts(stack: Stack) -> dict[tuple[str, int], int]:
    """Port counts computed so far, by security group and maximum size of a range."""
    del stack
    return {}


def _port_count(stack: Stack, group: str, maximum: int) -> int:
    """The number of open ports in ranges within the limit. A range above the limit is a finding by itself."""
    counted = _counts(stack)
    if (group, maximum) not in counted:
        small = sorted(part for part in _ranges_by_group(stack).get(group, ()) if part[2] - part[1] < maximum)
        by_protocol = groupby(small, key=lambda part: part[0])
        counted[group, maximum] = sum(_union(list(parts)) for _, parts in by_protocol)
    return counted[group, maximum]


def _union(parts: list[_Range]) -> int:
    """The number of ports in some sorted ranges, each counted once."""
    total, reached = 0, -1
    for _, first, last in parts:
        total += max(0, last - max(first, reached + 1) + 1)
        reached = max(reached, last)
    return total


RULE = Rule(
    id="egress-anywhere",
    title="Security groups do not allow all outbound traffic to the internet",
    description=(
        "An intruder needs outbound access to carry data away. A service needs only HTTPS and the ports of its stores."
    ),
    severity=Severity.LOW,
    types=_TYPES,
    remediation="Allow only the required ports, such as 443, or name the destination security group",
    url="https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
    check=check,
    controls=("D11",),
    scope=Scope.STACK,
    parameters=Parameters,
)
