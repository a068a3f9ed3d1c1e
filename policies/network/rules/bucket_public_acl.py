"""Access control lists of buckets."""

from ...aws import types as aws
from ...checks import require
from ...model.values import Value
from ...rule import Resource, Results, Rule, Severity

_PUBLIC = {"public-read", "public-read-write", "authenticated-read"}
_ANYONE = ("/groups/global/AllUsers", "/groups/global/AuthenticatedUsers")
_REASON = "grants to anyone"


def check(resource: Resource) -> Results:
    """A finding on a list of a bucket or an object, canned or written out, that grants to everyone or every account."""
    yield from require(resource["acl"], lambda known: known.text not in _PUBLIC, _REASON)
    for grant in resource["grants"].elements():
        yield from require(grant["uri"], _somebody, _REASON)
    for grant in resource["accessControlPolicy"]["grants"].elements():
        yield from require(grant["grantee"]["uri"], _somebody, _REASON)


def _somebody(group: Value) -> bool:
    return not group.text.endswith(_ANYONE)


RULE = Rule(
    id="bucket-public-acl",
    title="No access control list opens a bucket to the public",
    description="A public list opens the bucket on the day on which its public access block is lifted.",
    severity=Severity.CRITICAL,
    types=(
        aws.S3_BUCKET_ACL,
        aws.S3_BUCKET,
        aws.S3_BUCKET_V2,
        aws.S3_BUCKET_OBJECT,
        aws.S3_BUCKET_OBJECTV2,
        aws.S3_OBJECT_COPY,
    ),
    remediation="Leave the list out, or set acl to private, and grant by a bucket policy",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-2",
    check=check,
    controls=("D19",),
)
