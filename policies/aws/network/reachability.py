"""The network of a stack as a graph: from the internet over groups and their rules to what holds data.

Edges count, whether or not the values on them are known. Ports and outward rules are left out of account: the way that
is found may be narrower than it looks, never wider.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from ...indexes import answered, by_text, once, referred
from ...model.values import Value
from ...rule import Resource, Stack
from .. import types as aws
from .security_groups import DEFAULT_GROUP, GROUP, GROUP_RULE, INGRESS_RULE, inward, is_public

SUBNET = aws.EC2_SUBNET
INTERNET = "internet"
STORE = "store"
ANYTHING = "anything"
"""What stands in a group that nothing in the stack stands in."""

_GATEWAY = aws.EC2_INTERNET_GATEWAY
_VPC = aws.EC2_VPC
_TABLE = aws.EC2_ROUTE_TABLE
_DEFAULT_TABLE = aws.EC2_DEFAULT_ROUTE_TABLE
_ROUTE = aws.EC2_ROUTE
_ASSOCIATION = aws.EC2_ROUTE_TABLE_ASSOCIATION
_MAIN = aws.EC2_MAIN_ROUTE_TABLE_ASSOCIATION
_GROUPS = (GROUP, DEFAULT_GROUP)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a type says in which groups and subnets it stands."""

    groups: tuple[str, ...] = ()
    subnets: tuple[str, ...] = ()


STORES: Mapping[str, Place] = {
    aws.RDS_CLUSTER: Place(("vpcSecurityGroupIds",), ("dbSubnetGroupName",)),
    aws.RDS_INSTANCE: Place(("vpcSecurityGroupIds",), ("dbSubnetGroupName",)),
    aws.RDS_CLUSTER_INSTANCE: Place((), ("dbSubnetGroupName",)),
    aws.ELASTICACHE_REPLICATION_GROUP: Place(("securityGroupIds",), ("subnetGroupName",)),
    aws.ELASTICACHE_CLUSTER: Place(("securityGroupIds",), ("subnetGroupName",)),
    aws.ELASTICACHE_SERVERLESS_CACHE: Place(("securityGroupIds",), ("subnetIds",)),
    aws.MSK_CLUSTER: Place(("brokerNodeGroupInfo", "securityGroups"), ("brokerNodeGroupInfo", "clientSubnets")),
    aws.MSK_SERVERLESS_CLUSTER: Place(("vpcConfigs", "securityGroupIds"), ("vpcConfigs", "subnetIds")),
    aws.OPENSEARCH_DOMAIN: Place(("vpcOptions", "securityGroupIds"), ("vpcOptions", "subnetIds")),
    aws.REDSHIFT_CLUSTER: Place(("vpcSecurityGroupIds",), ("clusterSubnetGroupName",)),
    aws.REDSHIFTSERVERLESS_WORKGROUP: Place(("securityGroupIds",), ("subnetIds",)),
}
"""What holds data."""

_SUBNET_GROUPS = {module: f"aws:{module}/subnetGroup:SubnetGroup" for module in ("rds", "elasticache", "redshift")}
"""By the module of the stores that name them."""

_groups_by_name = {module: by_text(kind, "name") for module, kind in _SUBNET_GROUPS.items()}
_routes_by_table = by_text(_ROUTE, "routeTableId")
_associations_by_subnet = by_text(_ASSOCIATION, "subnetId")


@dataclass(frozen=True, slots=True)
class _Passage:
    """A type through which traffic goes on: what it is called, its groups, and whether the internet sees it."""

    kind: str
    groups: tuple[str, ...]
    faces: Callable[[Resource], bool]


def _never(resource: Resource) -> bool:
    del resource
    return False


def _balancer_faces(resource: Resource) -> bool:
    return not resource["internal"].true and not resource["internal"].unknown


def _task_faces(resource: Resource) -> bool:
    return resource["networkConfiguration"]["assignPublicIp"].true


def _instance_faces(resource: Resource) -> bool:
    """By its own word, else by that of its subnet."""
    given = resource["associatePublicIpAddress"]
    subnets = resource.sources(resource["subnetId"], SUBNET)
    return given.true or (given.absent and any(subnet["mapPublicIpOnLaunch"].true for subnet in subnets))


_PASSAGES: Mapping[str, _Passage] = {
    aws.LB_LOAD_BALANCER: _Passage("load balancer", ("securityGroups",), _balancer_faces),
    aws.ECS_SERVICE: _Passage("service", ("networkConfiguration", "securityGroups"), _task_faces),
    aws.ECS_TASK_SET: _Passage("service", ("networkConfiguration", "securityGroups"), _task_faces),
    aws.LAMBDA_FUNCTION: _Passage("function", ("vpcConfig", "securityGroupIds"), _never),
    aws.RDS_PROXY: _Passage("proxy", ("vpcSecurityGroupIds",), _never),
    aws.EC2_INSTANCE: _Passage("instance", ("vpcSecurityGroupIds",), _instance_faces),
}


def at(resource: Resource, path: tuple[str, ...]) -> Value:
    """The value at a path of keys."""
    value = resource.properties
    for key in path:
        value = value[key]
    return value


def groups_of(resource: Resource, path: tuple[str, ...]) -> list[Resource]:
    """The groups of the stack that a property names; none where its edges lead to more groups than it names.

    An output that carries a whole list or mapping of groups has edges to all of them: which is meant is not known then.
    """
    chosen = _chosen(resource, path)
    if chosen:
        return chosen
    value = at(resource, path)
    known = list(resource.sources(value, *_GROUPS))
    return [] if ambiguous(resource, path) else known


def _chosen(resource: Resource, path: tuple[str, ...]) -> list[Resource]:
    """The groups whose ids a property lists, where each text in it is one or no linked group is without its id."""
    value = at(resource, path)
    texts = [element.text for element in value.elements()]
    if value.unknown or not all(texts):
        return []
    chosen = {group.urn: group for text in texts for group in answered(resource.stack, text, *_GROUPS)}
    linked = resource.sources(value, *_GROUPS)
    complete = len(chosen) == len({*texts}) or all(group.id for group in linked)
    return list(chosen.values()) if complete else []


def ambiguous(resource: Resource, path: tuple[str, ...]) -> bool:
    """Whether a property has edges to more groups than it names, and does not tell them by their ids."""
    if _chosen(resource, path):
        return False
    value = at(resource, path)
    named = {element.text or element.path for element in value.elements()}
    expected = 1 if value.unknown else len(named)
    return len({group.urn for group in resource.sources(value, *_GROUPS)}) > expected


def rules_of(group: Resource) -> Iterator[Resource]:
    """What lets something into a group: its own blocks, and the rules that stand for themselves."""
    yield group
    yield from group.used_by(GROUP_RULE, INGRESS_RULE, by="securityGroupId")


def sources_of(group: Resource) -> Iterator[Resource]:
    """The groups that a group lets in."""
    for rule in rules_of(group):
        keys = ("ingress",) if rule is group else ("referencedSecurityGroupId", "sourceSecurityGroupId")
        if rule.type != GROUP_RULE or rule["type"].text == "ingress":
            for key in keys:
                yield from (source for source in rule.edges.get(key, ()) if source.type in _GROUPS)


def open_to_public(group: Resource) -> bool:
    """Whether a group lets public addresses in."""
    return any(
        is_public(address.text) for rule in rules_of(group) for opening in inward(rule) for address in opening.addresses
    )


def is_public_subnet(subnet: Resource) -> bool:
    """Whether the route table of a subnet leads to an internet gateway; without one of its own, its VPC's main table.

    https://docs.aws.amazon.com/vpc/latest/userguide/RouteTables.html#main-route-table
    """
    associations = [
        *subnet.used_by(_ASSOCIATION, by="subnetId"),
        *_associations_by_subnet(subnet.stack).get(subnet.id, ()),
    ]
    if associations:
        return any(_leads_out(table) for user in associations for table in _tables(user))
    return any(vpc.urn in _open_by_main(subnet.stack) for vpc in referred(subnet, subnet["vpcId"], _VPC))


def _tables(association: Resource) -> list[Resource]:
    return referred(association, association["routeTableId"], _TABLE, _DEFAULT_TABLE)


@once
def _open_by_main(stack: Stack) -> frozenset[str]:
    """The VPCs whose main table leads to an internet gateway, by URN."""
    return frozenset(vpc.urn for vpc in stack.of(_VPC) if _main_leads_out(vpc))


def _main_leads_out(vpc: Resource) -> bool:
    """Whether the main table of a VPC leads to an internet gateway: one that was made it, or else the first."""
    chosen = list(vpc.used_by(_MAIN, by="vpcId"))
    if chosen:
        return any(_leads_out(table) for user in chosen for table in _tables(user))
    adopted = vpc.used_by(_DEFAULT_TABLE, by="defaultRouteTableId")
    return any(map(_leads_out, adopted)) or any(map(_to_gateway, vpc.used_by(_ROUTE, by="routeTableId")))


def _leads_out(table: Resource) -> bool:
    if any(source.type == _GATEWAY for source in table.edges.get("routes", ())):
        return True
    if any(route["gatewayId"].text.startswith("igw-") for route in table["routes"].elements()):
        return True
    routes = [*table.used_by(_ROUTE, by="routeTableId"), *_routes_by_table(table.stack).get(table.id, ())]
    return any(map(_to_gateway, routes))


def _to_gateway(route: Resource) -> bool:
    return route["gatewayId"].text.startswith("igw-") or any(route.sources(route["gatewayId"], _GATEWAY))


def subnets_of(store: Resource) -> Iterator[Resource]:
    """The subnets of the stack that a store stands in, by its subnet group or by name."""
    value = at(store, STORES[store.type].subnets)
    for named in value.elements():
        yield from referred(store, named, SUBNET)
    for group in _subnet_groups(store, value):
        for named in group["subnetIds"].elements():
            yield from referred(group, named, SUBNET)


def _subnet_groups(store: Resource, value: Value) -> list[Resource]:
    """The subnet groups that a store is told by, by its edges or by the group's name, which is its id."""
    module = store.type.split(":")[1].split("/")[0]
    if module not in _SUBNET_GROUPS:
        return []
    named = _groups_by_name[module](store.stack).get(value.text, ())
    return list(named) or referred(store, value, _SUBNET_GROUPS[module])


@dataclass(frozen=True, slots=True)
class _Step:
    """A group that the internet comes to, through what, and whether each hop so far is a listed one."""

    group: str
    kind: str
    listed: bool


@dataclass(slots=True)
class Ways:
    """Every way from the internet into groups, found once for a stack and a list of hops."""

    hops: frozenset[str]
    _before: dict[_Step, _Step | None] = field(default_factory=dict[_Step, "_Step | None"])
    _unlisted: dict[str, _Step] = field(default_factory=dict[str, _Step])

    def into(self, group: Resource) -> list[str]:
        """What a way into a group leads through, when it has a hop that is not listed; else nothing."""
        step: _Step | None = self._unlisted.get(group.urn)
        kinds: list[str] = []
        while step is not None:
            kinds.append(step.kind)
            step = self._before[step]
        return [*reversed(kinds)]

    def search(self, stack: Stack) -> None:
        """Follow each way: by listed hops first, as whatever they lead to is as open as it is meant to be.

        A group is entered at most twice for each kind of thing in it, so that cycles end.
        """
        kinds, starts = _standing(stack)
        targets: dict[str, list[Resource]] = {}
        for group in stack.of(*_GROUPS):
            for source in sources_of(group):
                targets.setdefault(source.urn, []).append(group)
        queue: deque[_Step] = deque()
        for urn, kind in starts:
            self._enter(queue, _Step(urn, kind, self._lists(INTERNET, kind)), None)
        while queue:
            step = queue.popleft()
            if not step.listed and replace(step, listed=True) in self._before:
                continue
            for group in targets.get(step.group, ()):
                if not (step.listed and self._lists(step.kind, STORE)):
                    self._unlisted.setdefault(group.urn, step)
                for kind in kinds.get(group.urn, {ANYTHING}):
                    self._enter(queue, _Step(group.urn, kind, step.listed and self._lists(step.kind, kind)), step)

    def _lists(self, source: str, target: str) -> bool:
        return f"{source} > {target}" in self.hops

    def _enter(self, queue: deque[_Step], step: _Step, before: _Step | None) -> None:
        if step not in self._before:
            self._before[step] = before
            (queue.appendleft if step.listed else queue.append)(step)


def _standing(stack: Stack) -> tuple[dict[str, set[str]], list[tuple[str, str]]]:
    """The kinds of things in each group, and the groups and kinds that the internet comes to first."""
    kinds: dict[str, set[str]] = {}
    open_groups = {group.urn for group in stack.of(*_GROUPS) if open_to_public(group)}
    starts: dict[tuple[str, str], None] = {}
    for store in stack.of(*STORES):
        for group in groups_of(store, STORES[store.type].groups):
            kinds.setdefault(group.urn, set())
    for resource in stack.of(*_PASSAGES):
        passage = _PASSAGES[resource.type]
        for group in groups_of(resource, passage.groups):
            kinds.setdefault(group.urn, set()).add(passage.kind)
            if group.urn in open_groups and passage.faces(resource):
                starts[group.urn, passage.kind] = None
    starts |= {(urn, ANYTHING): None for urn in sorted(open_groups) if urn not in kinds}
    return kinds, list(starts)


@once
def _found(stack: Stack) -> dict[frozenset[str], Ways]:
    """The ways that were found so far in a stack, by the hops that were listed."""
    del stack
    return {}


def ways(stack: Stack, hops: frozenset[str]) -> Ways:
    """The ways of a stack, found at the first call."""
    found = _found(stack)
    if hops not in found:
        found[hops] = Ways(hops)
        found[hops].search(stack)
    return found[hops]
