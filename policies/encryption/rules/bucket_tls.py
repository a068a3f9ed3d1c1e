"""TLS for S3 buckets."""

from collections.abc import Iterator, Sequence

from ...aws import types as aws
from ...aws.iam.documents import Statement, matches
from ...aws.plain_text import require_tls_only
from ...indexes import by_text, referred
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Scope, Severity

_BUCKETS = (aws.S3_BUCKET, aws.S3_BUCKET_V2)
_POLICY = aws.S3_BUCKET_POLICY
_PARTITIONS = ("aws", "aws-cn", "aws-us-gov")

_policies_by_bucket = by_text(_POLICY, "bucket")


def check(resource: Resource) -> Results:
    """A finding on a bucket without a policy, and on a policy that does not deny requests without TLS."""
    if resource.type == _POLICY or not resource["policy"].absent:
        yield from _evaluate(resource)
    elif not any(resource.used_by(_POLICY)) and not any(_policies_of(resource)):
        name = resource["bucket"]
        named = name.unknown and not resource.id and any(_policies_by_bucket(resource.stack))
        yield NotEvaluated(name.path) if named else Finding("", "has no policy that denies requests without TLS")


def _policies_of(bucket: Resource) -> Iterator[Resource]:
    """The policies that name a bucket by a string."""
    for text in {bucket["bucket"].text, bucket.id} - {""}:
        yield from _policies_by_bucket(bucket.stack).get(text, ())


def _evaluate(resource: Resource) -> Results:
    names = _names(resource)
    results = list(require_tls_only(resource["policy"], lambda refusing: _all_calls(refusing, names)))
    yield from results
    if not results and not names and resource["bucket"].unknown:
        yield NotEvaluated("bucket")  # the policy may be for another bucket


def _names(resource: Resource) -> set[str]:
    """The known names of the bucket."""
    buckets = [resource, *referred(resource, resource["bucket"], *_BUCKETS)]
    return {name for bucket in buckets for name in (bucket["bucket"].text, bucket.id) if name and "/" not in name}


def _all_calls(refusing: Sequence[Statement], names: set[str]) -> bool:
    """Whether statements deny every call on the bucket and its objects, or on one bucket if its name is unknown.

    S3 rejects a policy that names other ARNs than the bucket's, so names are compared with these only.
    """
    patterns = [
        pattern for statement in refusing if {"*", "s3:*"} & {*statement.actions} for pattern in statement.resources
    ]
    known = {f"arn:{partition}:s3:::{name}" for partition in _PARTITIONS for name in names}
    named = any(":s3:::" in pattern for pattern in patterns)
    bare = {pattern for pattern in patterns if "/" not in pattern}
    return any(
        _covered(arn, patterns) and _covered(f"{arn}/*", patterns) for arn in (known if named and known else bare)
    )


def _covered(arn: str, patterns: Sequence[str]) -> bool:
    """Whether a pattern covers an ARN, which may end with `*`."""
    return any(pattern == arn or ("?" not in pattern and matches(pattern, arn)) for pattern in patterns)


RULE = Rule(
    id="bucket-tls",
    title="S3 buckets require TLS",
    description="S3 accepts unencrypted HTTP unless the bucket policy denies it.",
    severity=Severity.MEDIUM,
    types=(*_BUCKETS, _POLICY),
    remediation=(
        "Deny s3:* to every principal on the bucket and its objects, with the condition Bool aws:SecureTransport false"
    ),
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-5",
    check=check,
    controls=("C9",),
    scope=Scope.STACK,
)
