"""Cases of the rule `store-reachability`."""

from collections.abc import Mapping
from typing import Any

from policies.network.rules.store_reachability import Parameters
from policies.testing import UNKNOWN, Cases, Node, case, stack_of, within

_GROUP = "aws:ec2/securityGroup:SecurityGroup"
_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
_DATABASE = "aws:rds/cluster:Cluster"
_GROUPS = "vpcSecurityGroupIds"
_HTTPS = {"ipProtocol": "tcp", "fromPort": 443, "toPort": 443}


def _open(group: str, address: str = "0.0.0.0/0") -> Node:
    return Node(_RULE, {**_HTTPS, "cidrIpv4": address}, {"securityGroupId": group})


def _flow(source: str, target: str) -> Node:
    return Node(_RULE, _HTTPS, {"securityGroupId": target, "referencedSecurityGroupId": source})


def _city(internal: Any = False, **more: Node) -> Mapping[str, Any]:
    """The internet, a load balancer, a service, a database and the additional nodes of a case."""
    return stack_of(
        {
            "vpc": Node("aws:ec2/vpc:Vpc", {"cidrBlock": "10.1.0.0/16"}),
            **{f"{part}-group": Node(_GROUP, edges={"vpcId": "vpc"}) for part in ("edge", "orders", "push", "data")},
            "balancer": Node(
                "aws:lb/loadBalancer:LoadBalancer", {"internal": internal}, {"securityGroups": "edge-group"}
            ),
            "orders": Node("aws:ecs/service:Service", edges={"networkConfiguration": "orders-group"}),
            "push": Node("aws:lambda/function:Function", edges={"vpcConfig": "push-group"}),
            "database": Node(_DATABASE, edges={_GROUPS: "data-group"}),
            "from-internet": _open("edge-group"),
            "from-balancer": _flow("edge-group", "orders-group"),
            "from-orders": _flow("orders-group", "data-group"),
            **more,
        }
    )


_INLINE = Node(
    _GROUP,
    {"ingress": [{"protocol": "tcp", "fromPort": 5432, "toPort": 5432, "cidrBlocks": ["8.8.8.0/24"]}]},
    {"vpcId": "vpc"},
)
_TWO_GROUPS = {_GROUPS: ("data-group", "edge-group")}

CASES = Cases(
    passes=[
        within(_city(), "database"),
        within(_city(inside=_open("data-group", "10.1.4.0/22")), "database"),
        within(
            _city(peer=_open("data-group", "10.2.0.0/16")),
            "database",
            parameters=Parameters(addresses=("10.2.0.0/16",)),
        ),
        within(_city(internal=True), "database", parameters=Parameters(hops=())),
        within(_city(back=_flow("data-group", "orders-group"), loop=_flow("orders-group", "edge-group")), "database"),
        case({_GROUPS: ["sg-1"]}, kind=_DATABASE),
        case({}, kind="aws:rds/clusterInstance:ClusterInstance"),
    ],
    fails=[
        within(_city(world=_open("data-group")), "database", _GROUPS),
        within(_city(peer=_open("data-group", "10.2.0.0/16")), "database", _GROUPS),
        within(_city(**{"data-group": _INLINE}), "database", _GROUPS),
        within(_city(direct=_flow("edge-group", "data-group")), "database", _GROUPS),
        within(
            _city(push_in=_flow("orders-group", "push-group"), push_out=_flow("push-group", "data-group")),
            "database",
            _GROUPS,
        ),
        within(
            _city(),
            "database",
            _GROUPS,
            parameters=Parameters(hops=("internet > load balancer", "load balancer > service")),
        ),
        within(
            _city(
                orders=Node(
                    "aws:ecs/service:Service",
                    {"networkConfiguration": {"assignPublicIp": True}},
                    {"networkConfiguration": "orders-group"},
                ),
                world=_open("orders-group"),
            ),
            "database",
            _GROUPS,
        ),
    ],
    unknown=[
        case({_GROUPS: UNKNOWN}, _GROUPS, kind=_DATABASE),
        within(_city(database=Node(_DATABASE, {_GROUPS: [UNKNOWN]}, _TWO_GROUPS)), "database", _GROUPS),
    ],
)
