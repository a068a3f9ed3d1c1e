"""Buckets where lists on objects grant access."""

from ...aws import types as aws
from ...checks import require
from ...rule import Finding, Resource, Results, Rule, Severity

_OWNERSHIP = aws.S3_BUCKET_OWNERSHIP_CONTROLS


def check(resource: Resource) -> Results:
    """A finding on ownership settings that keep ACLs on, and on each ACL that grants anything to another."""
    if resource.type == _OWNERSHIP:
        yield from require(
            resource["rule"]["objectOwnership"],
            lambda known: known.text == "BucketOwnerEnforced",
            "keeps ACLs on, which grant access past the bucket's policy",
        )
        return
    yield from require(
        resource["acl"],
        lambda known: known.absent or known.text == "private",
        "grants access by an ACL",
    )
    for key in ("accessControlPolicy", "grants"):
        granted = resource[key]
        if any(granted.elements()) and not granted.unknown:
            yield Finding(granted.path, "grants access by an ACL")


RULE = Rule(
    id="bucket-acls",
    title="Buckets have their ACLs off",
    description="An ACL on a bucket or an object grants access that no policy shows; owner enforced turns them off.",
    severity=Severity.MEDIUM,
    types=(
        _OWNERSHIP,
        aws.S3_BUCKET_ACL,
        aws.S3_BUCKET,
        aws.S3_BUCKET_V2,
    ),
    remediation="Set rule.objectOwnership to BucketOwnerEnforced and grant access in the bucket's policy",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-12",
    check=check,
    controls=("A26",),
)
