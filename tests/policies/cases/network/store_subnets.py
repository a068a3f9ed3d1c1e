"""Cases of the rule `store-subnets`."""

from policies.testing import UNKNOWN, Cases, Node, case, stack_of, within

_DATABASE = "aws:rds/cluster:Cluster"


def _stack(way: Node) -> dict[str, Node]:
    """A database, a cache and brokers in one subnet, and an additional route in its route table."""
    return {
        "gateway": Node("aws:ec2/internetGateway:InternetGateway"),
        "nat": Node("aws:ec2/natGateway:NatGateway"),
        "subnet": Node("aws:ec2/subnet:Subnet"),
        "table": Node("aws:ec2/routeTable:RouteTable"),
        "association": Node(
            "aws:ec2/routeTableAssociation:RouteTableAssociation", edges={"subnetId": "subnet", "routeTableId": "table"}
        ),
        "route": way,
        "group": Node("aws:rds/subnetGroup:SubnetGroup", edges={"subnetIds": "subnet"}),
        "cluster": Node(_DATABASE, edges={"dbSubnetGroupName": "group"}),
        "instance": Node("aws:rds/clusterInstance:ClusterInstance", edges={"dbSubnetGroupName": "group"}),
        "brokers": Node("aws:msk/cluster:Cluster", edges={"brokerNodeGroupInfo": "subnet"}),
    }


_OPEN = stack_of(_stack(Node("aws:ec2/route:Route", edges={"routeTableId": "table", "gatewayId": "gateway"})))
_BY_ID = stack_of(_stack(Node("aws:ec2/route:Route", {"gatewayId": "igw-1"}, edges={"routeTableId": "table"})))
_OUTWARD = stack_of(_stack(Node("aws:ec2/route:Route", edges={"routeTableId": "table", "natGatewayId": "nat"})))
_INLINE = stack_of(
    {
        **_stack(Node("aws:ec2/route:Route")),
        "table": Node("aws:ec2/routeTable:RouteTable", edges={"routes": "gateway"}),
    }
)


def _main(**more: Node) -> dict[str, Node]:
    """A database in a subnet without an explicit route table; the main route table is a parameter."""
    return {
        "gateway": Node("aws:ec2/internetGateway:InternetGateway"),
        "vpc": Node("aws:ec2/vpc:Vpc"),
        "subnet": Node("aws:ec2/subnet:Subnet", edges={"vpcId": "vpc"}, id="subnet-1"),
        "table": Node("aws:ec2/routeTable:RouteTable", edges={"vpcId": "vpc"}, id="rtb-1"),
        "group": Node("aws:rds/subnetGroup:SubnetGroup", {"name": "data"}, {"subnetIds": "subnet"}),
        "cluster": Node(_DATABASE, edges={"dbSubnetGroupName": "group"}),
        "named": Node(_DATABASE, {"dbSubnetGroupName": "data"}),
        **more,
    }


_ADOPTED_TABLE = "aws:ec2/defaultRouteTable:DefaultRouteTable"
_TO_GATEWAY = {"routes": "gateway"}
_PRIVATE_MAIN = stack_of(_main(adopted=Node(_ADOPTED_TABLE, {"routes": []}, {"defaultRouteTableId": "vpc"})))
_ADOPTED = stack_of(_main(adopted=Node(_ADOPTED_TABLE, {}, {"defaultRouteTableId": "vpc", **_TO_GATEWAY})))
_CHOSEN = stack_of(
    _main(
        table=Node("aws:ec2/routeTable:RouteTable", edges=_TO_GATEWAY),
        main=Node(
            "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation", {}, {"vpcId": "vpc", "routeTableId": "table"}
        ),
    )
)
_ROUTED = stack_of(_main(route=Node("aws:ec2/route:Route", {}, {"routeTableId": "vpc", "gatewayId": "gateway"})))
_NOT_CHOSEN = stack_of(
    _main(
        adopted=Node(_ADOPTED_TABLE, {}, {"defaultRouteTableId": "vpc", **_TO_GATEWAY}),
        main=Node(
            "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation", {}, {"vpcId": "vpc", "routeTableId": "table"}
        ),
    )
)
_ASSOCIATED = stack_of(
    _main(
        adopted=Node(_ADOPTED_TABLE, {}, {"defaultRouteTableId": "vpc", **_TO_GATEWAY}),
        own=Node(
            "aws:ec2/routeTableAssociation:RouteTableAssociation", {"subnetId": "subnet-1", "routeTableId": "rtb-1"}
        ),
    )
)
_ALL_BY_ID = stack_of(
    _main(
        own=Node(
            "aws:ec2/routeTableAssociation:RouteTableAssociation", {"subnetId": "subnet-1", "routeTableId": "rtb-1"}
        ),
        route=Node("aws:ec2/route:Route", {"routeTableId": "rtb-1", "gatewayId": "igw-1"}),
        brokers=Node("aws:msk/cluster:Cluster", {"brokerNodeGroupInfo": {"clientSubnets": ["subnet-1"]}}),
    )
)

CASES = Cases(
    passes=[
        case({"dbSubnetGroupName": "made-elsewhere"}, kind=_DATABASE),
        *(within(_OUTWARD, name) for name in ("cluster", "instance", "brokers")),
        *(within(stack, "cluster") for stack in (_PRIVATE_MAIN, _NOT_CHOSEN, _ASSOCIATED)),
    ],
    fails=[
        within(_OPEN, "cluster", "dbSubnetGroupName"),
        within(_OPEN, "instance", "dbSubnetGroupName"),
        within(_OPEN, "brokers", "brokerNodeGroupInfo.clientSubnets"),
        within(_BY_ID, "cluster", "dbSubnetGroupName"),
        within(_INLINE, "cluster", "dbSubnetGroupName"),
        *(within(stack, "cluster", "dbSubnetGroupName") for stack in (_ADOPTED, _CHOSEN, _ROUTED)),
        within(_ADOPTED, "named", "dbSubnetGroupName"),
        within(_ALL_BY_ID, "named", "dbSubnetGroupName"),
        within(_ALL_BY_ID, "brokers", "brokerNodeGroupInfo.clientSubnets"),
    ],
    unknown=[
        case({"dbSubnetGroupName": UNKNOWN}, "dbSubnetGroupName", kind=_DATABASE),
        case({"subnetIds": UNKNOWN}, "subnetIds", kind="aws:elasticache/serverlessCache:ServerlessCache"),
    ],
)
