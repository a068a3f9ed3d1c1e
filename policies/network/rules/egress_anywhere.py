"""Groups that let everything out."""

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
"""A protocol, and the first and the last port that lead out to the world by it."""


@dataclass(frozen=True)
class Parameters:
    """Settings of the rule."""

    ports: int = parameter(1_000, "How many ports may lead out to the world, by all rules of a group together.")


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on each address block through which too many ports lead out to the world, alone or with others."""
    group = _group_of(resource)
    together = _parts(resource.stack, group, parameters.ports) > parameters.ports
    yield from security_groups.open_to_world(
        security_groups.egress_of(resource),
        lambda opening: (together and opening.ports is not None) or _size(opening) > parameters.ports,
        "lets too many ports out to the world",
    )
    if not group and any(part for opening in security_groups.egress_of(resource) for part in _ranges(opening)):
        yield NotEvaluated("securityGroupId")


def _group_of(resource: Resource) -> str:
    """What tells the group of a block or a rule: its URN, or its id where that is all; empty while unknown."""
    if resource.type in security_groups.SECURITY_GROUPS:
        return resource.urn
    named = resource["securityGroupId"]
    groups = referred(resource, named, *security_groups.SECURITY_GROUPS)
    if len(groups) == 1:
        return groups[0].urn
    return named.text or ("" if named.unknown else resource.urn)


def _ranges(opening: security_groups.Opening) -> Iterator[_Range]:
    """What leads out to the world, as far as it is known."""
    if not opening.unknowns and any(security_groups.is_world(address.text) for address in opening.addresses):
        ports = opening.ports
        if ports is not None and ports[0] <= ports[1]:
            yield (str(opening.protocol.raw).lower(), *ports)


def _size(opening: security_groups.Opening) -> int:
    first, last = opening.ports or (0, -1)
    return last - first + 1


@once
def _of_groups(stack: Stack) -> Mapping[str, set[_Range]]:
    found: defaultdict[str, set[_Range]] = defaultdict(set)
    for resource in stack.of(*_TYPES):
        parts = {part for opening in security_groups.egress_of(resource) for part in _ranges(opening)}
        if parts:
            found[_group_of(resource)] |= parts
    found.pop("", None)
    return dict(found)


@once
def _counted(stack: Stack) -> dict[tuple[str, int], int]:
    """What was counted so far, by group and by the most ports that one part may have."""
    del stack
    return {}


def _parts(stack: Stack, group: str, most: int) -> int:
    """How many ports lead out by the parts that alone are few enough: one that is too wide is its own finding."""
    counted = _counted(stack)
    if (group, most) not in counted:
        small = sorted(part for part in _of_groups(stack).get(group, ()) if part[2] - part[1] < most)
        by_protocol = groupby(small, key=lambda part: part[0])
        counted[group, most] = sum(_union(list(parts)) for _, parts in by_protocol)
    return counted[group, most]


def _union(parts: list[_Range]) -> int:
    """The number of ports in some sorted ranges, each counted once."""
    total, reached = 0, -1
    for _, first, last in parts:
        total += max(0, last - max(first, reached + 1) + 1)
        reached = max(reached, last)
    return total


RULE = Rule(
    id="egress-anywhere",
    title="Not every port leads out to the world",
    description="What broke in needs a way to carry data out; a service needs HTTPS and the ports of its stores.",
    severity=Severity.LOW,
    types=_TYPES,
    remediation="Name the port, such as 443, or the security group that is called",
    url="https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
    check=check,
    controls=("D11",),
    scope=Scope.STACK,
    parameters=Parameters,
)
