"""Cases of the rule `key-rotation`."""

from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[
        case({"enableKeyRotation": True}),
        case({"keyUsage": "SIGN_VERIFY", "customerMasterKeySpec": "ECC_NIST_P256"}),
    ],
    fails=[
        case({}, "enableKeyRotation"),
        case({"enableKeyRotation": True, "isEnabled": False}, "isEnabled"),
    ],
    unknown=[
        case({"enableKeyRotation": UNKNOWN}, "enableKeyRotation"),
        case({"enableKeyRotation": True, "isEnabled": UNKNOWN}, "isEnabled"),
    ],
)
