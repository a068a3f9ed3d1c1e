"""Cases of the rule `database-at-rest`."""

from policies.testing import UNKNOWN, Cases, case

_INSTANCE = "aws:rds/instance:Instance"

CASES = Cases(
    passes=[
        case({"storageEncrypted": True}, kind=_INSTANCE),
        case({"replicateSourceDb": "orders"}, kind=_INSTANCE),
        case({"storageEncrypted": True}),
    ],
    fails=[
        case({}, "storageEncrypted", kind=_INSTANCE),
        case({}, "storageEncrypted"),
        case({"storageEncrypted": False}, "storageEncrypted"),
    ],
    unknown=[
        case({"storageEncrypted": UNKNOWN}, "storageEncrypted"),
    ],
)
