"""Public access blocks of S3 buckets and accounts."""

from ...aws import types as aws
from ...checks import require_true
from ...rule import Resource, Results, Rule, Severity

_FLAGS = ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")


def check(resource: Resource) -> Results:
    """A finding on each of the four flags that is not true."""
    for flag in _FLAGS:
        yield from require_true(resource[flag], "is not enabled, so public access is possible")


RULE = Rule(
    id="bucket-public-access",
    title="S3 buckets block public access",
    description="Each flag closes a different path by which a bucket could become public by mistake.",
    severity=Severity.HIGH,
    types=(
        aws.S3_BUCKET_PUBLIC_ACCESS_BLOCK,
        aws.S3_ACCOUNT_PUBLIC_ACCESS_BLOCK,
    ),
    remediation="Set blockPublicAcls, blockPublicPolicy, ignorePublicAcls and restrictPublicBuckets to true",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-8",
    check=check,
    controls=("D18",),
)
