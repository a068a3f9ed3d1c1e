"""Cases of the rule `user-second-factor`."""

from policies.iam.rules.user_second_factor import Parameters
from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[
        case({"mfaConfiguration": "ON"}),
        case({"mfaConfiguration": "OPTIONAL"}, parameters=Parameters(optional=True)),
        case({"signInPolicy": {"allowedFirstAuthFactors": ["PASSWORD", "WEB_AUTHN"]}}),
        case({"signInPolicy": {"allowedFirstAuthFactors": [UNKNOWN, "EMAIL_OTP"]}}),
    ],
    fails=[
        case({}, "mfaConfiguration"),
        case({"mfaConfiguration": "OFF"}, "mfaConfiguration"),
        case({"mfaConfiguration": "OPTIONAL"}, "mfaConfiguration"),
        case({"signInPolicy": {"allowedFirstAuthFactors": ["PASSWORD"]}}, "mfaConfiguration"),
    ],
    unknown=[
        case({"mfaConfiguration": UNKNOWN}, "mfaConfiguration"),
        case({"signInPolicy": UNKNOWN}, "signInPolicy.allowedFirstAuthFactors"),
        case({"signInPolicy": {"allowedFirstAuthFactors": [UNKNOWN]}}, "signInPolicy.allowedFirstAuthFactors"),
    ],
)
