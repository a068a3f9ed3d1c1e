"""Cases of the rule `trail-logs`."""

from policies.testing import UNKNOWN, Cases, case, linked

_GROUP = "arn:aws:logs:eu-west-1:123456789012:log-group:trail:*"
_ROLE = "arn:aws:iam::123456789012:role/trail"

CASES = Cases(
    passes=[
        case({"cloudWatchLogsGroupArn": _GROUP, "cloudWatchLogsRoleArn": _ROLE}),
        case(
            {"cloudWatchLogsGroupArn": UNKNOWN, "cloudWatchLogsRoleArn": UNKNOWN},
            edges={
                "cloudWatchLogsGroupArn": [linked("aws:cloudwatch/logGroup:LogGroup")],
                "cloudWatchLogsRoleArn": [linked("aws:iam/role:Role")],
            },
        ),
    ],
    fails=[
        case({}, "cloudWatchLogsGroupArn", "cloudWatchLogsRoleArn"),
        case({"cloudWatchLogsRoleArn": _ROLE}, "cloudWatchLogsGroupArn"),
        case({"cloudWatchLogsGroupArn": _GROUP, "cloudWatchLogsRoleArn": ""}, "cloudWatchLogsRoleArn"),
    ],
    unknown=[
        case({"cloudWatchLogsGroupArn": UNKNOWN, "cloudWatchLogsRoleArn": _ROLE}, "cloudWatchLogsGroupArn"),
    ],
)
