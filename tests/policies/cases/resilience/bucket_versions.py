"""Cases of the rule `bucket-versions`."""

from policies.testing import UNKNOWN, Cases, case, linked

_BUCKET = "aws:s3/bucket:Bucket"

CASES = Cases(
    passes=[
        case({"versioningConfiguration": {"status": "Enabled"}}),
        case({}, kind=_BUCKET, users=[("bucket", linked("aws:s3/bucketVersioning:BucketVersioning"))]),
        case({"versioning": {"enabled": True}}, kind=_BUCKET),
    ],
    fails=[
        case({"versioningConfiguration": {"status": "Suspended"}}, "versioningConfiguration.status"),
        case({}, "versioningConfiguration.status"),
        case({"bucket": "x"}, "", kind=_BUCKET),
    ],
    unknown=[
        case({"versioningConfiguration": {"status": UNKNOWN}}, "versioningConfiguration.status"),
        case({"versioning": UNKNOWN}, "versioning.enabled", kind=_BUCKET),
    ],
)
