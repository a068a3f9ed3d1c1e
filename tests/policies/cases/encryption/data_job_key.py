"""Cases of the rule `data-job-key`."""

from typing import Any

from policies.testing import UNKNOWN, Cases, case, linked

_KEY = "arn:aws:kms:eu-west-1:123456789012:key/1"
_JOB = "aws:glue/job:Job"
_CRAWLER = "aws:glue/crawler:Crawler"
_AT = "encryptionConfiguration"
_RIGHT: dict[str, Any] = {
    "cloudwatchEncryption": {"cloudwatchEncryptionMode": "SSE-KMS", "kmsKeyArn": _KEY},
    "jobBookmarksEncryption": {"jobBookmarksEncryptionMode": "CSE-KMS", "kmsKeyArn": _KEY},
    "s3Encryption": {"s3EncryptionMode": "SSE-KMS", "kmsKeyArn": _KEY},
}

CASES = Cases(
    passes=[
        case({_AT: _RIGHT}),
        case(
            {_AT: {**_RIGHT, "s3Encryption": {"s3EncryptionMode": "SSE-KMS", "kmsKeyArn": UNKNOWN}}},
            edges={_AT: [linked("aws:kms/key:Key")]},
        ),
        case({"securityConfiguration": "lake"}, kind=_JOB),
        case(
            {"securityConfiguration": UNKNOWN},
            kind=_CRAWLER,
            edges={"securityConfiguration": [linked("aws:glue/securityConfiguration:SecurityConfiguration")]},
        ),
    ],
    fails=[
        case({}, "securityConfiguration", kind=_JOB),
        case({"securityConfiguration": ""}, "securityConfiguration", kind=_CRAWLER),
        case(
            {_AT: {**_RIGHT, "s3Encryption": {"s3EncryptionMode": "SSE-S3", "kmsKeyArn": _KEY}}},
            f"{_AT}.s3Encryption.s3EncryptionMode",
        ),
        case(
            {_AT: {**_RIGHT, "jobBookmarksEncryption": {"jobBookmarksEncryptionMode": "DISABLED"}}},
            f"{_AT}.jobBookmarksEncryption.jobBookmarksEncryptionMode",
            f"{_AT}.jobBookmarksEncryption.kmsKeyArn",
        ),
        case(
            {_AT: {key: part for key, part in _RIGHT.items() if key != "cloudwatchEncryption"}},
            f"{_AT}.cloudwatchEncryption.cloudwatchEncryptionMode",
            f"{_AT}.cloudwatchEncryption.kmsKeyArn",
        ),
    ],
    unknown=[
        case({"securityConfiguration": UNKNOWN}, "securityConfiguration", kind=_JOB),
        case(
            {_AT: {**_RIGHT, "s3Encryption": {"s3EncryptionMode": UNKNOWN, "kmsKeyArn": _KEY}}},
            f"{_AT}.s3Encryption.s3EncryptionMode",
        ),
    ],
)
