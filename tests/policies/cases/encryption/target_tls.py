"""Cases of the rule `target-tls`."""

from policies.encryption.rules.target_tls import Knobs
from policies.testing import UNKNOWN, Cases, case

_STRICT = Knobs(plain_inside=False)

CASES = Cases(
    passes=[
        case({"targetType": "ip", "protocol": "HTTP", "healthCheck": {"path": "/healthz"}}),
        case({"targetType": "ip", "protocol": "HTTPS", "healthCheck": {"protocol": "HTTPS"}}, knobs=_STRICT),
        case({"targetType": "ip", "protocol": "TLS", "healthCheck": {"protocol": "TCP"}}, knobs=_STRICT),
        case({"targetType": "lambda"}, knobs=_STRICT),
        case({"targetType": "alb", "protocol": "TCP"}, knobs=_STRICT),
        case({"protocol": "GENEVE"}, knobs=_STRICT),
    ],
    fails=[
        case({"targetType": "ip", "protocol": "HTTPS"}, "healthCheck.protocol"),
        case({"protocol": "TLS", "healthCheck": {"protocol": "HTTP"}}, "healthCheck.protocol"),
        case({"protocol": "HTTP", "healthCheck": {"protocol": "HTTPS"}}, "protocol", knobs=_STRICT),
        case({"protocol": "HTTP"}, "healthCheck.protocol", "protocol", knobs=_STRICT),
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
