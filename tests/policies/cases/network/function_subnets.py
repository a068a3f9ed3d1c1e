"""Cases of the rule `function-subnets`."""

from typing import Any

from policies.testing import UNKNOWN, Cases, case, linked

_PATH = "vpcConfig.subnetIds"
_CACHE = linked("aws:elasticache/replicationGroup:ReplicationGroup")
_DATABASE = linked("aws:rds/cluster:Cluster")
_SERVED = linked("aws:rds/cluster:Cluster", enableHttpEndpoint=True)
_A = linked("aws:ec2/subnet:Subnet", "a", availabilityZone="eu-west-1a")
_A2 = linked("aws:ec2/subnet:Subnet", "a2", availabilityZone="eu-west-1a")
_B = linked("aws:ec2/subnet:Subnet", "b", availabilityZone="eu-west-1b")


def _in(subnets: Any) -> dict[str, Any]:
    return {"vpcConfig": {"subnetIds": subnets, "securityGroupIds": ["sg-1"]}}


CASES = Cases(
    passes=[
        case({}),
        case({"environment": {"variables": {"TABLE": "x"}}}),
        case(_in(["subnet-1", "subnet-2"])),
        case(_in([UNKNOWN, UNKNOWN]), edges={"vpcConfig": [_A, _B]}),
        case(_in(UNKNOWN), edges={"vpcConfig": [_A, _B]}),
        case({"environment": UNKNOWN}, edges={"environment": [_SERVED]}),
        case({**_in(["subnet-1", "subnet-2"]), "environment": UNKNOWN}, edges={"environment": [_CACHE]}),
    ],
    fails=[
        case(_in(["subnet-1"]), _PATH),
        case(_in(["subnet-1", "subnet-1"]), _PATH),
        case(_in([UNKNOWN, UNKNOWN]), _PATH, edges={"vpcConfig": [_A, _A2]}),
        case(_in(UNKNOWN), _PATH, edges={"vpcConfig": [_A]}),
        case(_in([UNKNOWN]), _PATH, edges={"vpcConfig": [_A, _B]}),
        case(_in(["subnet-1", "subnet-1"]), _PATH, edges={"vpcConfig": [_A, _B]}),
        case({"environment": UNKNOWN}, _PATH, edges={"environment": [_CACHE]}),
        case({"environment": {"variables": {"HOST": "x"}}}, _PATH, edges={"environment": [_DATABASE]}),
    ],
    unknown=[case(_in(UNKNOWN), _PATH), case({"vpcConfig": UNKNOWN}, _PATH)],
)
