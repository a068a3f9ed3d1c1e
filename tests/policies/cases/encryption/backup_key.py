"""Cases of the rule `backup-key`."""

from policies.testing import UNKNOWN, Cases, case, linked

CASES = Cases(
    passes=[
        case({"kmsKeyArn": "arn:aws:kms:eu-west-1:123456789012:key/1"}),
        case({"kmsKeyArn": UNKNOWN}, edges={"kmsKeyArn": [linked("aws:kms/key:Key")]}),
    ],
    fails=[
        case({}, "kmsKeyArn"),
        case({"kmsKeyArn": "arn:aws:kms:eu-west-1:123456789012:alias/aws/x"}, "kmsKeyArn"),
    ],
    unknown=[
        case({"kmsKeyArn": UNKNOWN}, "kmsKeyArn"),
        case({"kmsKeyArn": UNKNOWN}, "kmsKeyArn", edges={"kmsKeyArn": [linked("aws:iam/role:Role")]}),
    ],
)
