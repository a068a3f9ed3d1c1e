"""Cases of the rule `trail-key`."""

from policies.testing import UNKNOWN, Cases, case, linked

CASES = Cases(
    passes=[
        case({"kmsKeyId": "arn:aws:kms:eu-west-1:123456789012:key/1"}),
        case({"kmsKeyId": UNKNOWN}, edges={"kmsKeyId": [linked("aws:kms/key:Key")]}),
    ],
    fails=[case({}, "kmsKeyId"), case({"kmsKeyId": "alias/aws/cloudtrail"}, "kmsKeyId")],
    unknown=[case({"kmsKeyId": UNKNOWN}, "kmsKeyId")],
)
