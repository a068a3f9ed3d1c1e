"""Cases of the rule `listener-tls`."""

from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[
        case({"protocol": "HTTPS", "sslPolicy": "ELBSecurityPolicy-TLS13-1-2-2021-06"}),
        case(
            {
                "protocol": "HTTP",
                "defaultActions": [{"type": "redirect", "redirect": {"protocol": "HTTPS", "statusCode": "HTTP_301"}}],
            }
        ),
        case({"protocol": "TCP"}),
    ],
    fails=[
        case(
            {"protocol": "HTTP", "defaultActions": [{"type": "redirect", "redirect": {"protocol": "HTTP"}}]},
            "defaultActions[0].redirect.protocol",
        ),
        case({"protocol": "HTTP"}, "protocol"),
        case({"protocol": "HTTPS"}, "sslPolicy"),
        case({"protocol": "HTTPS", "sslPolicy": "ELBSecurityPolicy-2016-08"}, "sslPolicy"),
        case({"protocol": "HTTPS", "sslPolicy": "ELBSecurityPolicy-TLS13-1-2-Ext1-2021-06"}, "sslPolicy"),
    ],
    unknown=[
        case({"protocol": UNKNOWN}, "protocol"),
        case({"protocol": "HTTPS", "sslPolicy": UNKNOWN}, "sslPolicy"),
    ],
)
