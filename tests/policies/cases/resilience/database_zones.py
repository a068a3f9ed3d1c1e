"""Cases of the rule `database-zones`."""

from policies.rule import Resource
from policies.testing import UNKNOWN, Cases, case, linked

_INSTANCE = "aws:rds/clusterInstance:ClusterInstance"


def _instance(name: str, zone: object = "") -> tuple[str, Resource]:
    return ("clusterIdentifier", linked(_INSTANCE, name, availabilityZone=zone))


CASES = Cases(
    passes=[
        case({}, users=[_instance("1", "eu-west-1a"), _instance("2", "eu-west-1b")]),
        case({}, users=[_instance("1", "eu-west-1a"), _instance("2")]),
        case({"tags": {"disposable": "true"}}),
    ],
    fails=[
        case({}, ""),
        case({}, "", users=[_instance("1")]),
        case({}, "", users=[_instance("1", "eu-west-1a"), _instance("2", "eu-west-1a")]),
        case({"clusterIdentifier": "d"}, "", stack=[linked(_INSTANCE, clusterIdentifier="d")]),
    ],
    unknown=[
        case({"clusterIdentifier": UNKNOWN}, "clusterIdentifier", stack=[linked(_INSTANCE)]),
        case({}, "", users=[_instance("1", "eu-west-1a"), _instance("2", UNKNOWN)]),
    ],
)
