"""Cases of the rule `bucket-key`."""

from dataclasses import replace

from policies.rule import Resource
from policies.testing import UNKNOWN, Cases, case, linked

_LOGS = replace(linked("aws:s3/bucket:Bucket"), users=[("accessLogs", linked("aws:lb/loadBalancer:LoadBalancer"))])


def _logs(kind: object) -> Resource:
    balancer = linked("aws:lb/loadBalancer:LoadBalancer", loadBalancerType=kind)
    return replace(linked("aws:s3/bucket:Bucket"), users=[("accessLogs", balancer)])


_ARN = "arn:aws:kms:eu-west-1:123456789012:key/1"


def _default(algorithm: object, key: str = _ARN, **rule: object) -> dict[str, object]:
    return {"applyServerSideEncryptionByDefault": {"sseAlgorithm": algorithm, "kmsMasterKeyId": key}, **rule}


def _inline(algorithm: object) -> dict[str, object]:
    return {"serverSideEncryptionConfiguration": {"rule": _default(algorithm)}}


_LOGGING = linked("aws:s3/bucketLogging:BucketLogging")
_AES = {"rules": [{"applyServerSideEncryptionByDefault": {"sseAlgorithm": "AES256"}}]}
_TARGET = replace(linked("aws:s3/bucket:Bucket"), users=[("targetBucket", _LOGGING)])
_LOGGED = replace(linked("aws:s3/bucket:Bucket"), users=[("bucket", _LOGGING)])

CASES = Cases(
    passes=[
        case({"rules": [_default("aws:kms:dsse")]}),
        case({"rules": [_default("aws:kms:dsse", bucketKeyEnabled=False)]}),
        case({"rules": [_default("aws:kms:dsse", bucketKeyEnabled=UNKNOWN)]}),
        case(_inline("aws:kms:dsse"), kind="aws:s3/bucket:Bucket"),
        case(
            {"rules": [{"applyServerSideEncryptionByDefault": {"sseAlgorithm": "AES256"}}]},
            edges={"bucket": [_LOGS]},
        ),
        case({}, kind="aws:s3/bucket:Bucket", users=_LOGS.users),
        case(_AES, edges={"bucket": [_logs("application")]}),
        case(_AES, edges={"bucket": [_TARGET]}),
        case(
            {
                "rules": [
                    {
                        "applyServerSideEncryptionByDefault": {
                            "sseAlgorithm": "aws:kms",
                            "kmsMasterKeyId": "arn:aws:kms:eu-west-1:123456789012:key/1",
                        },
                        "bucketKeyEnabled": True,
                    }
                ]
            }
        ),
        case(
            {},
            kind="aws:s3/bucket:Bucket",
            users=[
                (
                    "bucket",
                    linked("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"),
                )
            ],
        ),
        case(
            {
                "rules": [
                    {
                        "applyServerSideEncryptionByDefault": {"sseAlgorithm": "aws:kms", "kmsMasterKeyId": UNKNOWN},
                        "bucketKeyEnabled": True,
                    }
                ]
            },
            edges={"rules": [linked("aws:kms/key:Key")]},
        ),
    ],
    fails=[
        case({"rules": [_default("aws:kms:dsse", "")]}, "rules[0].applyServerSideEncryptionByDefault.kmsMasterKeyId"),
        case({"rules": [_default("aws:kms")]}, "rules[0].bucketKeyEnabled"),
        case(
            _inline("aws:kms"),
            "serverSideEncryptionConfiguration.rule.bucketKeyEnabled",
            kind="aws:s3/bucket:Bucket",
        ),
        case(
            {
                "rules": [
                    {
                        "applyServerSideEncryptionByDefault": {
                            "sseAlgorithm": "AES256",
                            "kmsMasterKeyId": "arn:aws:kms:eu-west-1:123456789012:key/1",
                        },
                        "bucketKeyEnabled": True,
                    }
                ]
            },
            "rules[0].applyServerSideEncryptionByDefault.sseAlgorithm",
        ),
        case(
            {"rules": [{"applyServerSideEncryptionByDefault": {"sseAlgorithm": "aws:kms"}}]},
            "rules[0].applyServerSideEncryptionByDefault.kmsMasterKeyId",
            "rules[0].bucketKeyEnabled",
        ),
        case({"rules": []}, "rules"),
        case({}, "", kind="aws:s3/bucket:Bucket", users=_logs("network").users),
        case(
            _AES,
            "rules[0].applyServerSideEncryptionByDefault.kmsMasterKeyId",
            "rules[0].applyServerSideEncryptionByDefault.sseAlgorithm",
            "rules[0].bucketKeyEnabled",
            edges={"bucket": [_LOGGED]},
        ),
        case({}, "", kind="aws:s3/bucket:Bucket"),
    ],
    unknown=[
        case({"rules": [_default(UNKNOWN)]}, "rules[0].applyServerSideEncryptionByDefault.sseAlgorithm"),
        case(_AES, "bucket", edges={"bucket": [_logs(UNKNOWN)]}),
        case(
            {"rules": UNKNOWN},
            "rules.applyServerSideEncryptionByDefault.kmsMasterKeyId",
            "rules.applyServerSideEncryptionByDefault.sseAlgorithm",
            "rules.bucketKeyEnabled",
        ),
        case(
            {
                "rules": [
                    {
                        "applyServerSideEncryptionByDefault": {"sseAlgorithm": "aws:kms", "kmsMasterKeyId": UNKNOWN},
                        "bucketKeyEnabled": True,
                    }
                ]
            },
            "rules[0].applyServerSideEncryptionByDefault.kmsMasterKeyId",
        ),
    ],
)
