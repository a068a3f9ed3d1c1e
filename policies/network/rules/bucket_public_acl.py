"""Public ACLs of S3 buckets and objects."""

from ...aws import types as aws
from ...checks import require
from ...model.values import Value
from ...rule import Resource, Results, Rule, Severity

_PUBLIC_ACLS = {"public-read", "public-read-write", "authenticated-read"}
_PUBLIC_GROUPS = ("/groups/global/AllUsers", "/groups/global/AuthenticatedUsers")
_REASON = "grants access to any principal"


def check(resource: Resource) -> Results:
    """A finding on a bucket or object ACL that grants access to everyone or to every AWS account."""
    yield from require(resource["acl"], lambda known: known.text not in _PUBLIC_ACLS, _REASON)
    for grant in resource["grants"].elements():
        yield from require(grant["uri"], _is_not_public, _REASON)
    for grant in resource["accessControlPolicy"]["grants"].elements():
        yield from require(grant["grantee"]["uri"], _is_not_public, _REASON)


def _is_not_public(group: Value) -> bool:
    return not group.text.endswith(_PUBLIC_GROUPS)


RULE = Rule(
    id="bucket-public-acl",
    title="S3 ACLs do not grant public access",
    description="A public ACL exposes the data as soon as the public access block is lifted.",
    severity=Severity.CRITICAL,
    types=(
        aws.S3_BUCKET_ACL,
        aws.S3_BUCKET,
        aws.S3_BUCKET_V2,
        aws.S3_BUCKET_OBJECT,
        aws.S3_BUCKET_OBJECTV2,
        aws.S3_OBJECT_COPY,
    ),
    remediation="Remove the ACL or set acl to private, and grant access in the bucket policy",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-2",
    check=check,
    controls=("D19",),
)
