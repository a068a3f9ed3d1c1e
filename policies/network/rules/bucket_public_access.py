"""Buckets and the public."""

from ...checks import require_true
from ...rule import Resource, Results, Rule, Severity

_FLAGS = ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")


def check(resource: Resource) -> Results:
    """A finding on each of the four flags that is not set."""
    for flag in _FLAGS:
        yield from require_true(resource[flag], "does not keep the public out")


RULE = Rule(
    id="bucket-public-access",
    title="Buckets block all public access",
    description="Each flag closes another way for a bucket to become public by mistake.",
    severity=Severity.HIGH,
    types=(
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
        "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
    ),
    remediation="Set blockPublicAcls, blockPublicPolicy, ignorePublicAcls and restrictPublicBuckets to true",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-8",
    check=check,
    controls=("D18",),
)
