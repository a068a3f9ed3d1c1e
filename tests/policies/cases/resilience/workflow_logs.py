"""Cases of the rule `workflow-logs`."""

from policies.testing import UNKNOWN, Cases, case, linked

_GROUP = "arn:aws:logs:eu-west-1:123456789012:log-group:refunds:*"

CASES = Cases(
    passes=[
        case({"loggingConfiguration": {"level": "ERROR", "logDestination": _GROUP}}),
        case(
            {"loggingConfiguration": {"level": "ALL", "logDestination": UNKNOWN}},
            edges={"loggingConfiguration": [linked("aws:cloudwatch/logGroup:LogGroup")]},
        ),
    ],
    fails=[
        case({}, "loggingConfiguration.level", "loggingConfiguration.logDestination"),
        case({"loggingConfiguration": {"level": "OFF", "logDestination": _GROUP}}, "loggingConfiguration.level"),
        case({"loggingConfiguration": {"level": "FATAL"}}, "loggingConfiguration.logDestination"),
    ],
    unknown=[
        case({"loggingConfiguration": {"level": UNKNOWN, "logDestination": _GROUP}}, "loggingConfiguration.level"),
        case(
            {"loggingConfiguration": {"level": "ALL", "logDestination": UNKNOWN}},
            "loggingConfiguration.logDestination",
        ),
    ],
)
