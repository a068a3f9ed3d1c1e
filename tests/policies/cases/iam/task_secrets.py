"""Cases of the rule `task-secrets`."""

import json

from policies.testing import UNKNOWN, Case, Cases, case
from tests.policies.plain_settings import HARMLESS, KNOWN_SECRETS, NAMED_SECRETS

_AT = "containerDefinitions[0].environment[0].value"


def _variable(name: str, value: str, *at: str) -> Case:
    return case({"containerDefinitions": json.dumps([{"environment": [{"name": name, "value": value}]}])}, *at)


CASES = Cases(
    passes=[
        *(_variable(name, value) for name, value in HARMLESS),
        case(
            {
                "containerDefinitions": json.dumps(
                    [
                        {
                            "environment": [
                                {"name": "TOKEN_ISSUER", "value": "https://id.example.com"},
                                {"name": "TOKEN_JWKS_URL", "value": "https://id.example.com/keys"},
                            ],
                            "secrets": [{"name": "PASSWORD", "valueFrom": "arn:aws:secretsmanager:x"}],
                        }
                    ]
                )
            }
        ),
        case(
            {
                "containerDefinitions": json.dumps(
                    [
                        {
                            "environment": [
                                {
                                    "name": "DATABASE_SECRET",
                                    "value": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:x",
                                }
                            ]
                        }
                    ]
                )
            }
        ),
    ],
    fails=[
        *(_variable(name, "x", _AT) for name in NAMED_SECRETS),
        *(_variable("SETTING", value, _AT) for value in KNOWN_SECRETS),
        case(
            {"containerDefinitions": json.dumps([{"environment": [{"name": "DATABASE_PASSWORD", "value": "x"}]}])},
            "containerDefinitions[0].environment[0].value",
        ),
        case(
            {
                "containerDefinitions": json.dumps(
                    [{"environment": [{"name": "STORE", "value": "postgres://me:word@host/orders"}]}]
                )
            },
            "containerDefinitions[0].environment[0].value",
        ),
        case({"containerDefinitions": "oops"}, "containerDefinitions"),
    ],
    unknown=[
        case({"containerDefinitions": UNKNOWN}, "containerDefinitions"),
        case(
            {"containerDefinitions": [{"environment": [{"name": "STORE", "value": UNKNOWN}]}]},
            "containerDefinitions[0].environment[0].value",
        ),
    ],
)
