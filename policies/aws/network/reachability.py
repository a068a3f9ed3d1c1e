"""Paths from the internet to stores, over security groups and the resources that forward traffic.

An edge counts whether or not its value is known. Ports and egress rules are ignored: a path that is found may be
narrower than it looks, never wider.
"""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from ...indexes import once
from ...rule import Resource, Stack
from .. import types as aws
from .security_groups import SECURITY_GROUPS, groups_of, open_to_public, sources_of

INTERNET = "internet"
STORE = "store"
ANYTHING = "anything"
"""Kind of an unknown resource in a security group that no resource of the stack uses."""


@dataclass(frozen=True, slots=True)
class _Forwarding:
    """A type that forwards traffic: its kind in the names of hops, and whether the internet can reach one."""

    kind: str
    is_internet_facing: Callable[[Resource], bool]


def _never(resource: Resource) -> bool:
    del resource
    return False


def _is_public_load_balancer(resource: Resource) -> bool:
    return not resource["internal"].true and not resource["internal"].unknown


def _has_public_tasks(resource: Resource) -> bool:
    return resource["networkConfiguration"]["assignPublicIp"].true


def _is_public_instance(resource: Resource) -> bool:
    """By its own setting, or else by that of its subnet."""
    given = resource["associatePublicIpAddress"]
    subnets = resource.sources(resource["subnetId"], aws.EC2_SUBNET)
    return given.true or (given.absent and any(subnet["mapPublicIpOnLaunch"].true for subnet in subnets))


_FORWARDING: Mapping[str, _Forwarding] = {
    aws.LB_LOAD_BALANCER: _Forwarding("load balancer", _is_public_load_balancer),
    aws.ECS_SERVICE: _Forwarding("service", _has_public_tasks),
    aws.ECS_TASK_SET: _Forwarding("service", _has_public_tasks),
    aws.LAMBDA_FUNCTION: _Forwarding("function", _never),
    aws.RDS_PROXY: _Forwarding("proxy", _never),
    aws.EC2_INSTANCE: _Forwarding("instance", _is_public_instance),
}


@dataclass(frozen=True, slots=True)
class _Hop:
    """A security group that the internet reaches through a kind of resource."""

    group: str
    kind: str
    allowed: bool
    """Whether this hop and all before it are allowed."""


@dataclass(slots=True)
class Paths:
    """All paths from the internet into security groups, found once for a stack and a list of allowed hops."""

    hops: frozenset[str]
    _before: dict[_Hop, _Hop | None] = field(default_factory=dict[_Hop, "_Hop | None"])
    _not_allowed: dict[str, _Hop] = field(default_factory=dict[str, _Hop])

    def into(self, group: Resource) -> list[str]:
        """The kinds of resources on a path into a group that has a hop which is not allowed; empty without one."""
        hop: _Hop | None = self._not_allowed.get(group.urn)
        kinds: list[str] = []
        while hop is not None:
            kinds.append(hop.kind)
            hop = self._before[hop]
        return [*reversed(kinds)]

    def search(self, stack: Stack) -> None:
        """Follow every path, allowed hops first: a group reached by those alone is as open as it is meant to be.

        A group is entered at most twice for each kind of resource in it, so cycles end.
        """
        kinds, starts = _attachments(stack)
        targets: dict[str, list[Resource]] = {}
        for group in stack.of(*SECURITY_GROUPS):
            for source in sources_of(group):
                targets.setdefault(source.urn, []).append(group)
        queue: deque[_Hop] = deque()
        for urn, kind in starts:
            self._enter(queue, _Hop(urn, kind, self._allows(INTERNET, kind)), None)
        while queue:
            hop = queue.popleft()
            if not hop.allowed and replace(hop, allowed=True) in self._before:
                continue
            for group in targets.get(hop.group, ()):
                if not (hop.allowed and self._allows(hop.kind, STORE)):
                    self._not_allowed.setdefault(group.urn, hop)
                for kind in kinds.get(group.urn, {ANYTHING}):
                    self._enter(queue, _Hop(group.urn, kind, hop.allowed and self._allows(hop.kind, kind)), hop)

    def _allows(self, source: str, target: str) -> bool:
        return f"{source} > {target}" in self.hops

    def _enter(self, queue: deque[_Hop], hop: _Hop, before: _Hop | None) -> None:
        if hop not in self._before:
            self._before[hop] = before
            (queue.appendleft if hop.allowed else queue.append)(hop)


def _attachments(stack: Stack) -> tuple[dict[str, set[str]], list[tuple[str, str]]]:
    """The kinds of resources in each group, and the groups and kinds that the internet reaches directly."""
    kinds: dict[str, set[str]] = {}
    open_groups = {group.urn for group in stack.of(*SECURITY_GROUPS) if open_to_public(group)}
    starts: dict[tuple[str, str], None] = {}
    for store in stack.of(*aws.STORES):
        for group in groups_of(store, aws.STORES[store.type].security_groups):
            kinds.setdefault(group.urn, set())
    for resource in stack.of(*_FORWARDING):
        forwarding = _FORWARDING[resource.type]
        for group in groups_of(resource, aws.TYPES[resource.type].security_groups):
            kinds.setdefault(group.urn, set()).add(forwarding.kind)
            if group.urn in open_groups and forwarding.is_internet_facing(resource):
                starts[group.urn, forwarding.kind] = None
    starts |= {(urn, ANYTHING): None for urn in sorted(open_groups) if urn not in kinds}
    return kinds, list(starts)


@once
def _found(stack: Stack) -> dict[frozenset[str], Paths]:
    """The paths found so far in a stack, by the allowed hops."""
    del stack
    return {}


def paths(stack: Stack, hops: frozenset[str]) -> Paths:
    """The paths of a stack, found at the first call."""
    found = _found(stack)
    if hops not in found:
        found[hops] = Paths(hops)
        found[hops].search(stack)
    return found[hops]
