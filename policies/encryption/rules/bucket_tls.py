"""Buckets in transit."""

from ...documents import Document, Statement, parse
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Scope, Severity

_BUCKETS = ("aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2")
_POLICY = "aws:s3/bucketPolicy:BucketPolicy"


def check(resource: Resource) -> Results:
    """A finding on a bucket without a policy, and on a policy that does not refuse plain text."""
    if resource.type == _POLICY or not resource["policy"].absent:
        yield from _judge(parse(resource["policy"]))
    elif not any(resource.used_by(_POLICY)):
        yield Finding("", "has no policy that refuses plain text")


def _judge(document: Document) -> Results:
    if any(_refuses_plain_text(statement) for statement in document.statements):
        return
    unknown = [*document.unknown, *(path for statement in document.statements for path in statement.unknown)]
    if unknown:
        yield NotEvaluated(unknown[0])
    else:
        yield Finding("policy", "does not refuse plain text")


def _refuses_plain_text(statement: Statement) -> bool:
    insecure = any(
        condition.operator == "Bool" and condition.key == "aws:securetransport" and condition.values == ("false",)
        for condition in statement.conditions
    )
    everything = any(action in {"*", "s3:*"} for action in statement.actions)
    return (
        statement.effect == "Deny" and statement.anyone and everything and insecure and len(statement.conditions) == 1
    )


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
