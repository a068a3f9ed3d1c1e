"""Paths through a stack's network, and the cells in it."""

import time

import pytest

from policies.aws.network.reachability import paths
from policies.aws.network.security_groups import groups_of
from policies.aws.network.subnets import is_public_subnet
from policies.cells.membership import cell_of
from policies.rule import Resource
from policies.testing import UNKNOWN, Node, stack_of

_GROUP = "aws:ec2/securityGroup:SecurityGroup"
_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
_OLD_RULE = "aws:ec2/securityGroupRule:SecurityGroupRule"
_HOPS = frozenset({"internet > load balancer", "load balancer > service", "service > store"})


def _into(nodes: dict[str, Node], group: str, hops: frozenset[str] = _HOPS) -> list[str]:
    stack = stack_of(nodes)
    return paths(stack[group].stack, hops).into(stack[group])


def _world(group: str) -> Node:
    return Node(_RULE, {"ipProtocol": "tcp", "cidrIpv4": "0.0.0.0/0"}, {"securityGroupId": group})


def _flow(source: str, target: str) -> Node:
    return Node(_RULE, {}, {"securityGroupId": target, "referencedSecurityGroupId": source})


_CHAIN = {
    "edge": Node(_GROUP),
    "tasks": Node(_GROUP),
    "data": Node(_GROUP),
    "balancer": Node("aws:lb/loadBalancer:LoadBalancer", {}, {"securityGroups": "edge"}),
    "service": Node("aws:ecs/service:Service", {}, {"networkConfiguration": "tasks"}),
    "store": Node("aws:rds/cluster:Cluster", {}, {"vpcSecurityGroupIds": "data"}),
    "in": _world("edge"),
    "one": _flow("edge", "tasks"),
    "two": _flow("tasks", "data"),
}


def test_a_path_of_allowed_hops_is_no_finding() -> None:
    """The internet may reach a store through a load balancer and a service."""
    assert _into(_CHAIN, "data") == []


def test_each_token_of_a_load_balancer_is_one() -> None:
    """A load balancer under the older token is the same hop."""
    balancer = Node("aws:alb/loadBalancer:LoadBalancer", {}, {"securityGroups": "edge"})
    assert _into(_CHAIN | {"balancer": balancer}, "data") == []


def test_a_prefix_list_of_the_world_lets_the_internet_in() -> None:
    """A group without resources is open by a prefix list as by an address."""
    nodes = _CHAIN | {
        "other": Node(_GROUP),
        "list": Node("aws:ec2/managedPrefixList:ManagedPrefixList", {"entries": [{"cidr": "0.0.0.0/0"}]}),
        "open": Node(_RULE, {"ipProtocol": "tcp"}, {"securityGroupId": "other", "prefixListId": "list"}),
        "more": _flow("other", "data"),
    }
    assert _into(nodes, "data") == ["anything"]


@pytest.mark.parametrize("missing", sorted(_HOPS))
def test_a_way_with_one_unlisted_hop_is_told(missing: str) -> None:
    """A path with a hop that is not allowed is reported with the kinds of its resources."""
    assert _into(_CHAIN, "data", _HOPS - {missing}) == ["load balancer", "service"]


@pytest.mark.parametrize(
    "change",
    [
        {"balancer": Node("aws:lb/loadBalancer:LoadBalancer", {"internal": True}, {"securityGroups": "edge"})},
        {"in": Node(_RULE, {"cidrIpv4": "10.0.0.0/8"}, {"securityGroupId": "edge"})},
        {"one": _flow("tasks", "edge")},
        {"two": Node(_OLD_RULE, {"type": "egress"}, {"securityGroupId": "data", "sourceSecurityGroupId": "tasks"})},
    ],
    ids=["internal", "private addresses", "reversed", "egress rule"],
)
def test_a_broken_way_leads_nowhere(change: dict[str, Node]) -> None:
    """Without an entry from the internet, or without one of the hops, there is no path."""
    assert _into(_CHAIN | change, "data", frozenset()) == []


@pytest.mark.parametrize(
    "short_cut",
    [
        Node(_OLD_RULE, {"type": "ingress"}, {"securityGroupId": "data", "sourceSecurityGroupId": "edge"}),
        _flow("edge", "data"),
    ],
    ids=["old rule", "rule"],
)
def test_a_short_cut_is_told_beside_a_listed_way(short_cut: Node) -> None:
    """A load balancer that reaches the store itself is no service."""
    assert _into(_CHAIN | {"short": short_cut}, "data") == ["load balancer"]


def test_blocks_inside_a_group_are_rules_too() -> None:
    """A group that names another in its own ingress lets it in."""
    nodes = _CHAIN | {"data": Node(_GROUP, {"ingress": UNKNOWN}, {"ingress": "edge"})}
    assert _into(nodes, "data") == ["load balancer"]


def test_a_group_that_nothing_stands_in_is_passed_all_the_same() -> None:
    """Its resources may be in another stack."""
    nodes = _CHAIN | {"other": Node(_GROUP), "open": _world("other"), "more": _flow("other", "data")}
    assert _into(nodes, "data") == ["anything"]


def test_cycles_end() -> None:
    """Groups that let each other and themselves in are passed once for each kind of thing."""
    nodes = _CHAIN | {"back": _flow("data", "tasks"), "self": _flow("tasks", "tasks"), "up": _flow("tasks", "edge")}
    assert _into(nodes, "data", frozenset()) == ["load balancer", "service"]


def test_a_property_with_edges_to_more_groups_than_it_names_names_none() -> None:
    """A group from a mapping has edges to all groups of the mapping, so it is unknown which one it is."""
    edges = {"vpcSecurityGroupIds": ("edge", "data")}
    stack = stack_of(_CHAIN | {"store": Node("aws:rds/cluster:Cluster", {"vpcSecurityGroupIds": [UNKNOWN]}, edges)})
    assert groups_of(stack["store"], "vpcSecurityGroupIds") == []


def test_groups_are_told_by_their_ids_once_they_are_known() -> None:
    """However many groups the edges lead to, and without an edge."""
    groups = {name: Node(_GROUP, id=f"sg-{name}") for name in ("one", "two")}
    store = Node("aws:rds/cluster:Cluster", {"vpcSecurityGroupIds": ["sg-one"]})
    both = Node(store.type, store.properties, {"vpcSecurityGroupIds": ("one", "two")})
    other = Node(store.type, {"vpcSecurityGroupIds": ["sg-three"]}, {"vpcSecurityGroupIds": ("one", "two")})
    stack = stack_of(groups | {"store": store, "both": both, "other": other})
    for name in ("store", "both"):
        assert groups_of(stack[name], "vpcSecurityGroupIds") == [stack["one"]]
    assert groups_of(stack["other"], "vpcSecurityGroupIds") == []


def test_a_subnet_without_a_route_to_a_gateway_is_not_public() -> None:
    """A subnet alone has the VPC's main table, of which nothing is known."""
    assert not is_public_subnet(stack_of({"subnet": Node("aws:ec2/subnet:Subnet")})["subnet"])


def _seconds(size: int) -> float:
    """Seconds for the paths into every group of a long chain and the cell of every rule; the best of three."""
    nodes: dict[str, Node] = {"cell": Node("citycell:index:CityCell"), "in": _world("group-0")}
    for number in range(size):
        nodes[f"group-{number}"] = Node(_GROUP, {"tags": {"cell": "madrid"}}, parent="cell")
        nodes[f"rule-{number}"] = Node(
            _RULE,
            {},
            {"securityGroupId": f"group-{number}", "referencedSecurityGroupId": f"group-{max(number - 1, 0)}"},
            "cell",
        )
    best = float("inf")
    for _ in range(3):
        resources: list[Resource] = list(stack_of(nodes).values())
        started = time.process_time()
        for resource in resources:
            cell_of(resource)
            if resource.type == _GROUP:
                paths(resource.stack, _HOPS)
        best = min(best, time.process_time() - started)
    return best


def test_four_times_the_stack_takes_about_four_times_as_long() -> None:
    """The paths of a stack are found once, not for each resource."""
    assert _seconds(2_000) < 8 * _seconds(500)
