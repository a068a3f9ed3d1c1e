"""Cases of the rule `load-balancer-logs`."""

from policies.resilience.rules.load_balancer_logs import Parameters
from policies.testing import UNKNOWN, Cases, case

_ON = {"enabled": True, "bucket": "logs"}

CASES = Cases(
    passes=[
        case({"loadBalancerType": "application", "accessLogs": _ON}),
        case({"accessLogs": [_ON]}),
        case({"loadBalancerType": "gateway"}),
        case(
            {"accessLogs": _ON, "connectionLogs": _ON, "healthCheckLogs": _ON},
            parameters=Parameters(connection_logs=True, health_check_logs=True),
        ),
    ],
    fails=[
        case({}, "accessLogs.enabled"),
        case({"loadBalancerType": "application", "accessLogs": {"bucket": "logs"}}, "accessLogs.enabled"),
        case({"accessLogs": {"bucket": "logs", "enabled": False}}, "accessLogs.enabled"),
        case(
            {"accessLogs": _ON, "connectionLogs": {"enabled": False}},
            "connectionLogs.enabled",
            "healthCheckLogs.enabled",
            parameters=Parameters(connection_logs=True, health_check_logs=True),
        ),
    ],
    unknown=[
        case({"accessLogs": {"enabled": UNKNOWN}}, "accessLogs.enabled"),
        case({"loadBalancerType": UNKNOWN}, "loadBalancerType"),
    ],
)
