"""Cases of the rule `stream-key`."""

from policies.testing import UNKNOWN, Cases, case, linked

CASES = Cases(
    passes=[
        case({"encryptionInfo": {"encryptionAtRestKmsKeyArn": "arn:aws:kms:eu-west-1:123456789012:key/1"}}),
        case(
            {"encryptionInfo": {"encryptionAtRestKmsKeyArn": UNKNOWN}},
            edges={"encryptionInfo": [linked("aws:kms/key:Key")]},
        ),
    ],
    fails=[
        case({}, "encryptionInfo.encryptionAtRestKmsKeyArn"),
        case(
            {"encryptionInfo": {"encryptionAtRestKmsKeyArn": "arn:aws:kms:eu-west-1:123456789012:alias/aws/x"}},
            "encryptionInfo.encryptionAtRestKmsKeyArn",
        ),
    ],
    unknown=[
        case({"encryptionInfo": {"encryptionAtRestKmsKeyArn": UNKNOWN}}, "encryptionInfo.encryptionAtRestKmsKeyArn"),
        case(
            {"encryptionInfo": {"encryptionAtRestKmsKeyArn": UNKNOWN}},
            "encryptionInfo.encryptionAtRestKmsKeyArn",
            edges={"encryptionInfo": [linked("aws:iam/role:Role")]},
        ),
    ],
)
