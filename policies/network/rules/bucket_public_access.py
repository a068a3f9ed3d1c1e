"""Buckets and the public."""

from ...aws import types as aws
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
        aws.S3_BUCKET_PUBLIC_ACCESS_BLOCK,
        aws.S3_ACCOUNT_PUBLIC_ACCESS_BLOCK,
    ),
    remediation="Set blockPublicAcls, blockPublicPolicy, ignorePublicAcls and restrictPublicBuckets to true",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-8",
    check=check,
    controls=("D18",),
)
