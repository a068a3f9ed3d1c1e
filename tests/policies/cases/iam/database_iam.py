"""Cases of the rule `database-iam`."""

from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[
        case({"iamDatabaseAuthenticationEnabled": True}),
    ],
    fails=[
        case({}, "iamDatabaseAuthenticationEnabled"),
        case({"iamDatabaseAuthenticationEnabled": False}, "iamDatabaseAuthenticationEnabled"),
    ],
    unknown=[
        case({"iamDatabaseAuthenticationEnabled": UNKNOWN}, "iamDatabaseAuthenticationEnabled"),
    ],
)
