"""Cases of the rule `database-key`."""

from policies.testing import UNKNOWN, Cases, case, linked

_INSTANCE = "aws:rds/instance:Instance"

CASES = Cases(
    passes=[
        case({"replicateSourceDb": "orders"}, kind=_INSTANCE),
        case({"kmsKeyId": "arn:aws:kms:eu-west-1:123456789012:key/1"}),
        case({"kmsKeyId": UNKNOWN}, edges={"kmsKeyId": [linked("aws:kms/key:Key")]}),
    ],
    fails=[
        case({}, "kmsKeyId", kind=_INSTANCE),
        case({}, "kmsKeyId"),
        case({"kmsKeyId": "arn:aws:kms:eu-west-1:123456789012:alias/aws/x"}, "kmsKeyId"),
    ],
    unknown=[
        case({"kmsKeyId": UNKNOWN}, "kmsKeyId"),
        case({"kmsKeyId": UNKNOWN}, "kmsKeyId", edges={"kmsKeyId": [linked("aws:iam/role:Role")]}),
    ],
)
