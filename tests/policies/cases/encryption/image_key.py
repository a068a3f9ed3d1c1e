"""Cases of the rule `image-key`."""

from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[
        case(
            {
                "encryptionConfigurations": [
                    {"encryptionType": "KMS", "kmsKey": "arn:aws:kms:eu-west-1:123456789012:key/1"}
                ]
            }
        ),
    ],
    fails=[
        case({}, "encryptionConfigurations.encryptionType", "encryptionConfigurations.kmsKey"),
        case(
            {
                "encryptionConfigurations": [
                    {"encryptionType": "AES256", "kmsKey": "arn:aws:kms:eu-west-1:123456789012:key/1"}
                ]
            },
            "encryptionConfigurations.encryptionType",
        ),
    ],
    unknown=[
        case(
            {"encryptionConfigurations": [{"encryptionType": "KMS", "kmsKey": UNKNOWN}]},
            "encryptionConfigurations.kmsKey",
        ),
    ],
)
