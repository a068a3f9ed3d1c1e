"""Cases of the rule `secret-rotation`."""

from policies.iam.rules.secret_rotation import Parameters
from policies.testing import UNKNOWN, Cases, case, linked

_ROTATION = "aws:secretsmanager/secretRotation:SecretRotation"
_SECRET = "aws:secretsmanager/secret:Secret"

CASES = Cases(
    passes=[
        case({"rotationRules": {"automaticallyAfterDays": 90}}),
        case({"rotationRules": {"scheduleExpression": "rate(10 days)"}}),
        case({"rotationRules": {"scheduleExpression": "cron(0 4 1 * ? *)"}}),
        case({"rotationRules": {"scheduleExpression": "cron(0 4 1 1/2 ? *)"}}),
        case({"rotationRules": {"scheduleExpression": "cron(0 4 ? JAN-NOV SUN#1 *)"}}),
        case({}, kind=_SECRET, users=[("secretId", linked(_ROTATION))]),
        case({"tags": {"disposable": "true"}}, kind=_SECRET),
    ],
    fails=[
        case({}, "rotationRules.automaticallyAfterDays"),
        case({"rotationRules": {"automaticallyAfterDays": 365}}, "rotationRules.automaticallyAfterDays"),
        case({"rotationRules": {"scheduleExpression": "rate(180 days)"}}, "rotationRules.scheduleExpression"),
        case({"rotationRules": {"scheduleExpression": "rate(2161 hours)"}}, "rotationRules.scheduleExpression"),
        case({"rotationRules": {"scheduleExpression": "cron(0 4 1 1 ? *)"}}, "rotationRules.scheduleExpression"),
        case({"rotationRules": {"scheduleExpression": "cron(0 4 1 JAN,JUL ? *)"}}, "rotationRules.scheduleExpression"),
        case({"rotationRules": {"scheduleExpression": "cron(0 4 1 */6 ? *)"}}, "rotationRules.scheduleExpression"),
        case({"rotationRules": {"scheduleExpression": "cron(0 4 1 * ? 2027)"}}, "rotationRules.scheduleExpression"),
        case(
            {"rotationRules": {"automaticallyAfterDays": 60}},
            "rotationRules.automaticallyAfterDays",
            parameters=Parameters(30),
        ),
        case({}, "", kind=_SECRET),
    ],
    unknown=[
        case({"rotationRules": {"automaticallyAfterDays": UNKNOWN}}, "rotationRules.automaticallyAfterDays"),
        case({"rotationRules": {"scheduleExpression": UNKNOWN}}, "rotationRules.scheduleExpression"),
        case({"tags": UNKNOWN}, "tags.disposable", kind=_SECRET),
    ],
)
