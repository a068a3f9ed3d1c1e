"""Cases of the rule `service-public-ip`."""

from policies.testing import UNKNOWN, Cases, case

_PATH = "networkConfiguration.assignPublicIp"
_SET = "aws:ecs/taskSet:TaskSet"

CASES = Cases(
    passes=[
        case({}),
        case({"networkConfiguration": {"subnets": ["a"]}}),
        case({"networkConfiguration": {"assignPublicIp": False}}, kind=_SET),
    ],
    fails=[
        case({"networkConfiguration": {"assignPublicIp": True}}, _PATH),
        case({"networkConfiguration": [{"assignPublicIp": "true"}]}, _PATH, kind=_SET),
    ],
    unknown=[
        case({"networkConfiguration": {"assignPublicIp": UNKNOWN}}, _PATH),
        case({"networkConfiguration": UNKNOWN}, _PATH),
    ],
)
