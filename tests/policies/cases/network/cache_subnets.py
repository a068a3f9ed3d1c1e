"""Cases of the rule `cache-subnets`."""

from policies.testing import UNKNOWN, Cases, case, linked

_GROUP = linked("aws:elasticache/subnetGroup:SubnetGroup")
_NODE = "aws:elasticache/cluster:Cluster"

CASES = Cases(
    passes=[
        case({"subnetGroupName": "cell-cache"}),
        case({"subnetGroupName": UNKNOWN}, edges={"subnetGroupName": [_GROUP]}),
        case({"replicationGroupId": "cell-cache"}, kind=_NODE),
    ],
    fails=[
        case({}, "subnetGroupName"),
        case({"subnetGroupName": "default"}, "subnetGroupName"),
        case({"subnetGroupName": ""}, "subnetGroupName", kind=_NODE),
    ],
    unknown=[case({"subnetGroupName": UNKNOWN}, "subnetGroupName")],
)
