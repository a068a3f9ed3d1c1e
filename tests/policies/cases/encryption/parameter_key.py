"""Cases of the rule `parameter-key`."""

from policies.testing import UNKNOWN, Cases, case, linked

CASES = Cases(
    passes=[
        case({"type": "SecureString", "keyId": "arn:aws:kms:eu-west-1:123456789012:key/1"}),
        case({"type": "SecureString", "keyId": UNKNOWN}, edges={"keyId": [linked("aws:kms/key:Key")]}),
        case({"type": "String"}),
    ],
    fails=[
        case(
            {
                "type": "SecureString",
            },
            "keyId",
        ),
        case({"type": "SecureString", "keyId": "arn:aws:kms:eu-west-1:123456789012:alias/aws/x"}, "keyId"),
    ],
    unknown=[
        case({"type": "SecureString", "keyId": UNKNOWN}, "keyId"),
        case({"type": "SecureString", "keyId": UNKNOWN}, "keyId", edges={"keyId": [linked("aws:iam/role:Role")]}),
        case({"type": UNKNOWN}, "type"),
    ],
)
