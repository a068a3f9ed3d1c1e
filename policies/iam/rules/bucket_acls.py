"""ACLs of S3 buckets."""

from ...aws import types as aws
from ...checks import require
from ...rule import Finding, Resource, Results, Rule, Severity

_OWNERSHIP = aws.S3_BUCKET_OWNERSHIP_CONTROLS


def check(resource: Resource) -> Results:
    """A finding on ownership settings that keep ACLs enabled, and on each ACL that grants access."""
    if resource.type == _OWNERSHIP:
        yield from require(
            resource["rule"]["objectOwnership"],
            lambda known: known.text == "BucketOwnerEnforced",
            "is not BucketOwnerEnforced, so ACLs can grant access outside the bucket policy",
        )
        return
    yield from require(
        resource["acl"],
        lambda known: known.absent or known.text == "private",
        "grants access through an ACL",
    )
    for key in ("accessControlPolicy", "grants"):
        granted = resource[key]
        if any(granted.elements()) and not granted.unknown:
            yield Finding(granted.path, "grants access through an ACL")


RULE = Rule(
    id="bucket-acls",
    title="S3 buckets have ACLs disabled",
    description="ACLs on buckets and objects grant access that no policy shows. BucketOwnerEnforced disables them.",
    severity=Severity.MEDIUM,
    types=(
        _OWNERSHIP,
        aws.S3_BUCKET_ACL,
        aws.S3_BUCKET,
        aws.S3_BUCKET_V2,
    ),
    remediation="Set rule.objectOwnership to BucketOwnerEnforced and grant access in the bucket policy",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-12",
    check=check,
    controls=("A26",),
)
