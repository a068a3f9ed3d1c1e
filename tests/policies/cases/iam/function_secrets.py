"""Cases of the rule `function-secrets`."""

from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[
        case({"environment": {"variables": {"TICKETS_TABLE": "lisbon-tickets", "KAFKA_AUTH": "iam"}}}),
        case({}),
    ],
    fails=[
        case({"environment": {"variables": {"API_KEY": "x"}}}, "environment.variables.API_KEY"),
        case({"environment": {"variables": {"ACCOUNT": "AKIAIOSFODNN7EXAMPLE"}}}, "environment.variables.ACCOUNT"),
    ],
    unknown=[
        case({"environment": {"variables": UNKNOWN}}, "environment.variables"),
        case({"environment": {"variables": {"A": UNKNOWN}}}, "environment.variables.A"),
    ],
)
