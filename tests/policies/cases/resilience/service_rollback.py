"""Cases of the rule `service-rollback`."""

from policies.resilience.rules.service_rollback import Parameters
from policies.testing import UNKNOWN, Cases, case

_RIGHT = {
    "deploymentCircuitBreaker": {"enable": True, "rollback": True},
    "availabilityZoneRebalancing": "ENABLED",
    "desiredCount": 2,
}
_BREAKER = "deploymentCircuitBreaker"

CASES = Cases(
    passes=[
        case(_RIGHT),
        case({**_RIGHT, "desiredCount": 1, "tags": {"disposable": "true"}}),
        case({**_RIGHT, "deploymentCircuitBreaker": None, "deploymentController": {"type": "CODE_DEPLOY"}}),
        case({**_RIGHT, "alarms": {"enable": True, "rollback": True, "alarmNames": ["a"]}}),
    ],
    fails=[
        case({}, f"{_BREAKER}.enable", f"{_BREAKER}.rollback", "availabilityZoneRebalancing", "desiredCount"),
        case({**_RIGHT, _BREAKER: {"enable": True, "rollback": False}}, f"{_BREAKER}.rollback"),
        case({**_RIGHT, "desiredCount": 1}, "desiredCount"),
        case({**_RIGHT, "availabilityZoneRebalancing": "DISABLED"}, "availabilityZoneRebalancing"),
        case({**_RIGHT, "alarms": {"enable": True, "rollback": False}}, "alarms.rollback"),
        case(_RIGHT, "alarms.enable", "alarms.rollback", parameters=Parameters(require_alarms=True)),
    ],
    unknown=[
        case({**_RIGHT, "desiredCount": UNKNOWN}, "desiredCount"),
        case({**_RIGHT, "deploymentController": UNKNOWN}, "deploymentController.type"),
    ],
)
