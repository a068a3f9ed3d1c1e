"""Buckets in transit."""

from collections.abc import Sequence

from ...documents import Statement
from ...rule import Finding, Resource, Results, Rule, Scope, Severity
from ..plain_text import require_refusal

_BUCKETS = ("aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2")
_POLICY = "aws:s3/bucketPolicy:BucketPolicy"


def check(resource: Resource) -> Results:
    """A finding on a bucket without a policy, and on a policy that does not refuse plain text."""
    if resource.type == _POLICY or not resource["policy"].absent:
        yield from require_refusal(resource["policy"], _any_call)
    elif not any(resource.used_by(_POLICY)):
        yield Finding("", "has no policy that refuses plain text")


def _any_call(refusing: Sequence[Statement]) -> bool:
    return any(action in {"*", "s3:*"} for statement in refusing for action in statement.actions)


RULE = Rule(
    id="bucket-tls",
    title="Buckets accept TLS only",
    description="S3 answers plain HTTP unless a policy refuses it.",
    severity=Severity.MEDIUM,
    types=(*_BUCKETS, _POLICY),
    remediation=(
        "Deny s3:* to everyone with the condition Bool aws:SecureTransport false, on the bucket and its objects"
    ),
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-5",
    check=check,
    controls=("C9",),
    scope=Scope.STACK,
)
