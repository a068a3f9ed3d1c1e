"""Cases of the rule `user-password`."""

from policies.iam.rules.user_password import Parameters
from policies.testing import UNKNOWN, Cases, case

_STRONG = {
    "minimumLength": 14,
    "requireLowercase": True,
    "requireUppercase": True,
    "requireNumbers": True,
    "requireSymbols": True,
    "temporaryPasswordValidityDays": 7,
}

CASES = Cases(
    passes=[case({}), case({"passwordPolicy": _STRONG}), case({"passwordPolicy": [_STRONG]})],
    fails=[
        case({"passwordPolicy": {**_STRONG, "minimumLength": 7}}, "passwordPolicy.minimumLength"),
        case({"passwordPolicy": {**_STRONG, "requireSymbols": False}}, "passwordPolicy.requireSymbols"),
        case(
            {"passwordPolicy": {**_STRONG, "temporaryPasswordValidityDays": 30}},
            "passwordPolicy.temporaryPasswordValidityDays",
        ),
        case(
            {"passwordPolicy": {"requireLowercase": True, "requireNumbers": True}},
            "passwordPolicy.minimumLength",
            "passwordPolicy.requireSymbols",
            "passwordPolicy.requireUppercase",
        ),
        case({}, "passwordPolicy.minimumLength", parameters=Parameters(minimum_length=14)),
    ],
    unknown=[
        case({"passwordPolicy": {**_STRONG, "minimumLength": UNKNOWN}}, "passwordPolicy.minimumLength"),
        case({"passwordPolicy": {**_STRONG, "requireNumbers": UNKNOWN}}, "passwordPolicy.requireNumbers"),
    ],
)
