"""Cases of the rule `data-stream-key`."""

from policies.testing import UNKNOWN, Cases, case, linked

_KEY = "arn:aws:kms:eu-west-1:123456789012:key/1"

CASES = Cases(
    passes=[
        case({"encryptionType": "KMS", "kmsKeyId": _KEY}),
        case({"encryptionType": "KMS", "kmsKeyId": UNKNOWN}, edges={"kmsKeyId": [linked("aws:kms/alias:Alias")]}),
    ],
    fails=[
        case({}, "encryptionType", "kmsKeyId"),
        case({"encryptionType": "NONE", "kmsKeyId": _KEY}, "encryptionType"),
        case({"encryptionType": "KMS", "kmsKeyId": "alias/aws/kinesis"}, "kmsKeyId"),
    ],
    unknown=[
        case({"encryptionType": UNKNOWN, "kmsKeyId": _KEY}, "encryptionType"),
        case({"encryptionType": "KMS", "kmsKeyId": UNKNOWN}, "kmsKeyId"),
    ],
)
