"""Cases of the rule `queue-key`."""

from policies.testing import UNKNOWN, Cases, case, linked

CASES = Cases(
    passes=[
        case({"kmsMasterKeyId": "arn:aws:kms:eu-west-1:123456789012:key/1"}),
        case({"kmsMasterKeyId": UNKNOWN}, edges={"kmsMasterKeyId": [linked("aws:kms/key:Key")]}),
    ],
    fails=[
        case({}, "kmsMasterKeyId"),
        case({"kmsMasterKeyId": "arn:aws:kms:eu-west-1:123456789012:alias/aws/x"}, "kmsMasterKeyId"),
    ],
    unknown=[
        case({"kmsMasterKeyId": UNKNOWN}, "kmsMasterKeyId"),
        case({"kmsMasterKeyId": UNKNOWN}, "kmsMasterKeyId", edges={"kmsMasterKeyId": [linked("aws:iam/role:Role")]}),
    ],
)
