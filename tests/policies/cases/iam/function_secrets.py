"""Cases of the rule `function-secrets`."""

from policies.testing import UNKNOWN, Case, Cases, case
from tests.policies.plain_settings import HARMLESS, KNOWN_SECRETS, NAMED_SECRETS


def _variable(name: str, value: object, *at: str) -> Case:
    return case({"environment": {"variables": {name: value}}}, *at)


CASES = Cases(
    passes=[
        case({"environment": {"variables": {"TICKETS_TABLE": "lisbon-tickets", "KAFKA_AUTH": "iam"}}}),
        case({}),
        *(_variable(name, value) for name, value in HARMLESS),
    ],
    fails=[
        *(_variable(name, "x", f"environment.variables.{name}") for name in NAMED_SECRETS),
        *(_variable("SETTING", value, "environment.variables.SETTING") for value in KNOWN_SECRETS),
        _variable("DB_PASS", 1234, "environment.variables.DB_PASS"),
        case({"environment": {"variables": {"API_KEY": "x"}}}, "environment.variables.API_KEY"),
        case({"environment": {"variables": {"ACCOUNT": "AKIAIOSFODNN7EXAMPLE"}}}, "environment.variables.ACCOUNT"),
    ],
    unknown=[
        case({"environment": {"variables": UNKNOWN}}, "environment.variables"),
        case({"environment": {"variables": {"A": UNKNOWN}}}, "environment.variables.A"),
    ],
)
