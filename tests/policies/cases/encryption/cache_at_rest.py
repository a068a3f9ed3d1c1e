"""Cases of the rule `cache-at-rest`."""

from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[
        case({"atRestEncryptionEnabled": True}),
    ],
    fails=[
        case({}, "atRestEncryptionEnabled"),
        case({"atRestEncryptionEnabled": False}, "atRestEncryptionEnabled"),
    ],
    unknown=[
        case({"atRestEncryptionEnabled": UNKNOWN}, "atRestEncryptionEnabled"),
    ],
)
