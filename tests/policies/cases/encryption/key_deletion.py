"""Cases of the rule `key-deletion`."""

from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[
        case({}),
        case({"deletionWindowInDays": 7}),
    ],
    fails=[
        case({"deletionWindowInDays": 3}, "deletionWindowInDays"),
        case({"bypassPolicyLockoutSafetyCheck": True}, "bypassPolicyLockoutSafetyCheck"),
    ],
    unknown=[
        case({"deletionWindowInDays": UNKNOWN}, "deletionWindowInDays"),
    ],
)
