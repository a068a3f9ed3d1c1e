"""Cases of the rule `listener-tls`."""

from policies.testing import UNKNOWN, Cases, Node, case, linked, stack_of, within

_RULE = "aws:lb/listenerRule:ListenerRule"
_HTTP = [linked("aws:lb/listener:Listener", protocol="HTTP")]
_FORWARD = {
    "actions": [{"type": "forward", "targetGroupArn": "arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/a"}]
}
_REDIRECT = {"actions": [{"type": "redirect", "redirect": {"protocol": "HTTPS", "statusCode": "HTTP_301"}}]}
_KNOWN = stack_of(
    {
        "listener": Node("aws:alb/listener:Listener", {"protocol": "HTTP"}, arn="arn:aws:elasticloadbalancing:a"),
        "rule": Node(
            "aws:alb/listenerRule:ListenerRule", {**_FORWARD, "listenerArn": "arn:aws:elasticloadbalancing:a"}
        ),
    }
)

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
        case(_REDIRECT, kind=_RULE, edges={"listenerArn": _HTTP}),
        case(_FORWARD, kind=_RULE, edges={"listenerArn": [linked("aws:lb/listener:Listener", protocol="HTTPS")]}),
        case(_FORWARD, kind=_RULE),
    ],
    fails=[
        case(
            {"protocol": "HTTP", "defaultActions": [{"type": "redirect", "redirect": {"protocol": "HTTP"}}]},
            "defaultActions[0].redirect.protocol",
        ),
        case({"protocol": "HTTP"}, "protocol"),
        case(
            {"protocol": "HTTP", "defaultActions": _FORWARD["actions"]},
            "defaultActions[0].redirect.protocol",
            "defaultActions[0].type",
            kind="aws:alb/listener:Listener",
        ),
        case(
            {**_FORWARD, "listenerArn": UNKNOWN},
            "actions[0].redirect.protocol",
            "actions[0].type",
            kind=_RULE,
            edges={"listenerArn": _HTTP},
        ),
        case({"listenerArn": UNKNOWN}, "actions", kind=_RULE, edges={"listenerArn": _HTTP}),
        within(_KNOWN, "rule", "actions[0].redirect.protocol", "actions[0].type"),
        case({"protocol": "HTTPS"}, "sslPolicy"),
        case({"protocol": "HTTPS", "sslPolicy": "ELBSecurityPolicy-2016-08"}, "sslPolicy"),
        case({"protocol": "HTTPS", "sslPolicy": "ELBSecurityPolicy-TLS13-1-2-Ext1-2021-06"}, "sslPolicy"),
    ],
    unknown=[
        case({**_FORWARD, "listenerArn": UNKNOWN}, "listenerArn", kind=_RULE),
        case({"protocol": UNKNOWN}, "protocol"),
        case(
            {**_FORWARD, "listenerArn": UNKNOWN},
            "listenerArn",
            kind=_RULE,
            edges={"listenerArn": [linked("aws:lb/listener:Listener", protocol=UNKNOWN)]},
        ),
        case({"protocol": "HTTPS", "sslPolicy": UNKNOWN}, "sslPolicy"),
    ],
)
