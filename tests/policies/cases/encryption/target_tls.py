"""Cases of the rule `target-tls`."""

from policies.encryption.rules.target_tls import Parameters
from policies.testing import UNKNOWN, Cases, case

_STRICT = Parameters(plain_inside=False)

CASES = Cases(
    passes=[
        case({"targetType": "ip", "protocol": "HTTP", "healthCheck": {"path": "/healthz"}}),
        case({"targetType": "ip", "protocol": "HTTPS", "healthCheck": {"protocol": "HTTPS"}}, parameters=_STRICT),
        case({"targetType": "ip", "protocol": "TLS", "healthCheck": {"protocol": "TCP"}}, parameters=_STRICT),
        case({"targetType": "lambda"}, parameters=_STRICT),
        case({"targetType": "alb", "protocol": "TCP"}, parameters=_STRICT),
        case({"protocol": "GENEVE"}, parameters=_STRICT),
    ],
    fails=[
        case({"targetType": "ip", "protocol": "HTTPS"}, "healthCheck.protocol"),
        case({"protocol": "TLS", "healthCheck": {"protocol": "HTTP"}}, "healthCheck.protocol"),
        case({"protocol": "HTTP", "healthCheck": {"protocol": "HTTPS"}}, "protocol", parameters=_STRICT),
        case({"protocol": "HTTP"}, "healthCheck.protocol", "protocol", parameters=_STRICT),
        case(
            {"protocol": "HTTPS", "healthCheck": {"protocol": "HTTP"}},
            "healthCheck.protocol",
            kind="aws:alb/targetGroup:TargetGroup",
        ),
    ],
    unknown=[
        case({"targetType": UNKNOWN}, "targetType"),
        case({"targetType": "ip", "protocol": UNKNOWN}, "protocol"),
        case({"protocol": "HTTPS", "healthCheck": UNKNOWN}, "healthCheck.protocol"),
    ],
)
