"""Cases of the rule `store-subnets`."""

from policies.testing import UNKNOWN, Cases, Node, case, stack_of, within

_DATABASE = "aws:rds/cluster:Cluster"


def _stack(way: Node) -> dict[str, Node]:
    """A database, a cache and brokers in one subnet, whose route table has one more route."""
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

CASES = Cases(
    passes=[
        case({"dbSubnetGroupName": "made-elsewhere"}, kind=_DATABASE),
        *(within(_OUTWARD, name) for name in ("cluster", "instance", "brokers")),
    ],
    fails=[
        within(_OPEN, "cluster", "dbSubnetGroupName"),
        within(_OPEN, "instance", "dbSubnetGroupName"),
        within(_OPEN, "brokers", "brokerNodeGroupInfo.clientSubnets"),
        within(_BY_ID, "cluster", "dbSubnetGroupName"),
        within(_INLINE, "cluster", "dbSubnetGroupName"),
    ],
    unknown=[
        case({"dbSubnetGroupName": UNKNOWN}, "dbSubnetGroupName", kind=_DATABASE),
        case({"subnetIds": UNKNOWN}, "subnetIds", kind="aws:elasticache/serverlessCache:ServerlessCache"),
    ],
)
