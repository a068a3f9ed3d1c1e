"""Cases of the rule `bucket-lifecycle`."""

from policies.testing import UNKNOWN, Cases, case, linked

_BUCKET = "aws:s3/bucket:Bucket"
_TIDY = {"status": "Enabled", "abortIncompleteMultipartUpload": {"daysAfterInitiation": 1}}

CASES = Cases(
    passes=[
        case({"rules": [_TIDY]}),
        case({"rules": [{"status": "Enabled", "expiration": {"days": 90}}, _TIDY]}),
        case(
            {},
            kind=_BUCKET,
            users=[("bucket", linked("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"))],
        ),
    ],
    fails=[
        case({"rules": [{"status": "Enabled", "expiration": {"days": 90}}]}, "rules"),
        case({"rules": [{**_TIDY, "status": "Disabled"}]}, "rules"),
        case({"bucket": "x"}, "", kind=_BUCKET),
    ],
    unknown=[
        case({"rules": UNKNOWN}, "rules"),
        case({"rules": [{**_TIDY, "status": UNKNOWN}]}, "rules[0].status"),
        case({"lifecycleRules": UNKNOWN}, "lifecycleRules", kind=_BUCKET),
    ],
)
