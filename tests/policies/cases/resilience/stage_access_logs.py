"""Cases of the rule `stage-access-logs`."""

from policies.testing import UNKNOWN, Cases, case, linked

_GROUP = "arn:aws:logs:eu-west-1:123456789012:log-group:calls"

CASES = Cases(
    passes=[
        case({"accessLogSettings": {"destinationArn": _GROUP, "format": "$context.requestId"}}),
        case(
            {"accessLogSettings": {"destinationArn": UNKNOWN, "format": "$context.requestId"}},
            edges={"accessLogSettings": [linked("aws:cloudwatch/logGroup:LogGroup")]},
        ),
        case(
            {"accessLogSettings": {"destinationArn": _GROUP, "format": "$context.requestId"}},
            kind="aws:apigateway/stage:Stage",
        ),
    ],
    fails=[
        case({}, "accessLogSettings.destinationArn", "accessLogSettings.format"),
        case({"accessLogSettings": {"destinationArn": _GROUP}}, "accessLogSettings.format"),
        case({"accessLogSettings": {"format": "$context.requestId"}}, "accessLogSettings.destinationArn"),
        case(
            {},
            "accessLogSettings.destinationArn",
            "accessLogSettings.format",
            kind="aws:apigateway/stage:Stage",
        ),
    ],
    unknown=[
        case(
            {"accessLogSettings": {"destinationArn": UNKNOWN, "format": "x"}},
            "accessLogSettings.destinationArn",
        ),
    ],
)
