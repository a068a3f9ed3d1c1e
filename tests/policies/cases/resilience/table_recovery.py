"""Cases of the rule `table-recovery`."""

from policies.testing import UNKNOWN, Cases, case

_ON = {"pointInTimeRecovery": {"enabled": True}}

CASES = Cases(
    passes=[case(_ON), case({**_ON, "replicas": [{"regionName": "eu-west-3", "pointInTimeRecovery": True}]})],
    fails=[
        case({}, "pointInTimeRecovery.enabled"),
        case({"pointInTimeRecovery": {"enabled": False}}, "pointInTimeRecovery.enabled"),
        case({**_ON, "replicas": [{"regionName": "eu-west-3"}]}, "replicas[0].pointInTimeRecovery"),
    ],
    unknown=[
        case({"pointInTimeRecovery": UNKNOWN}, "pointInTimeRecovery.enabled"),
        case({**_ON, "replicas": [UNKNOWN]}, "replicas[0].pointInTimeRecovery"),
    ],
)
