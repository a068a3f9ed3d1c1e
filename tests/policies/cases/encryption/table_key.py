"""Cases of the rule `table-key`."""

from policies.testing import UNKNOWN, Cases, case, linked

CASES = Cases(
    passes=[
        case({"serverSideEncryption": {"enabled": True, "kmsKeyArn": "arn:aws:kms:eu-west-1:123456789012:key/1"}}),
        case(
            {"serverSideEncryption": {"enabled": True, "kmsKeyArn": UNKNOWN}},
            edges={"serverSideEncryption": [linked("aws:kms/key:Key")]},
        ),
        case({"kmsKeyArn": "arn:aws:kms:eu-west-1:123456789012:key/1"}, kind="aws:dynamodb/tableReplica:TableReplica"),
    ],
    fails=[
        case({}, "serverSideEncryption.enabled", "serverSideEncryption.kmsKeyArn"),
        case({"serverSideEncryption": {"enabled": True}}, "serverSideEncryption.kmsKeyArn"),
        case(
            {
                "serverSideEncryption": {"enabled": True, "kmsKeyArn": "arn:aws:kms:eu-west-1:123456789012:key/1"},
                "replicas": [{"regionName": "eu-south-2"}],
            },
            "replicas[0].kmsKeyArn",
        ),
        case({}, "kmsKeyArn", kind="aws:dynamodb/tableReplica:TableReplica"),
    ],
    unknown=[
        case(
            {"serverSideEncryption": {"enabled": UNKNOWN, "kmsKeyArn": "arn:aws:kms:eu-west-1:123456789012:key/1"}},
            "serverSideEncryption.enabled",
        ),
        case({"serverSideEncryption": {"enabled": True, "kmsKeyArn": UNKNOWN}}, "serverSideEncryption.kmsKeyArn"),
    ],
)
