"""Cases of the rule `target-health`."""

from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[
        case({"protocol": "HTTP", "targetType": "ip", "healthCheck": {"path": "/healthz"}}),
        case({"protocol": "TCP", "healthCheck": {"protocol": "TCP"}}),
        case({"targetType": "lambda"}),
    ],
    fails=[
        case({"protocol": "HTTP"}, "healthCheck"),
        case({"protocol": "HTTP", "healthCheck": {"path": "/healthz", "enabled": False}}, "healthCheck.enabled"),
        case({"protocol": "HTTPS", "healthCheck": {"matcher": "200"}}, "healthCheck.path"),
    ],
    unknown=[
        case({"protocol": "HTTP", "healthCheck": UNKNOWN}, "healthCheck"),
        case({"targetType": UNKNOWN}, "targetType"),
        case({"protocol": "HTTP", "healthCheck": {"path": UNKNOWN}}, "healthCheck.path"),
    ],
)
