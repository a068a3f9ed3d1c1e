"""Cases of the rule `cache-tls`."""

from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[
        case({"transitEncryptionEnabled": True, "transitEncryptionMode": "required"}),
        case({"transitEncryptionEnabled": True}),
    ],
    fails=[
        case({}, "transitEncryptionEnabled"),
        case({"transitEncryptionEnabled": True, "transitEncryptionMode": "preferred"}, "transitEncryptionMode"),
    ],
    unknown=[
        case({"transitEncryptionEnabled": UNKNOWN}, "transitEncryptionEnabled"),
        case({"transitEncryptionEnabled": True, "transitEncryptionMode": UNKNOWN}, "transitEncryptionMode"),
    ],
)
