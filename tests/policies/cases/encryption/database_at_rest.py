"""Cases of the rule `database-at-rest`."""

from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[
        case({"storageEncrypted": True}),
    ],
    fails=[
        case({}, "storageEncrypted"),
        case({"storageEncrypted": False}, "storageEncrypted"),
    ],
    unknown=[
        case({"storageEncrypted": UNKNOWN}, "storageEncrypted"),
    ],
)
