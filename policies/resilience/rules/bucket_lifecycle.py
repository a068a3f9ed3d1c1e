"""Lifecycle rules of S3 buckets."""

from ...aws import types as aws
from ...checks import unless_unknown
from ...model.values import Value
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Scope, Severity

_LIFECYCLE = aws.S3_BUCKET_LIFECYCLE_CONFIGURATION


def check(resource: Resource) -> Results:
    """A finding on a bucket without a lifecycle, and on a lifecycle that keeps incomplete uploads."""
    if resource.type == _LIFECYCLE:
        yield from _rules(resource["rules"])
    elif not any(resource.used_by(_LIFECYCLE)):
        own = resource["lifecycleRules"]
        if own.unknown:
            yield NotEvaluated(own.path)
        elif not any(own.elements()):
            yield Finding("", "has no lifecycle configuration")


def _rules(rules: Value) -> Results:
    if rules.unknown:
        yield NotEvaluated(rules.path)
        return
    listed = list(rules.elements())
    aborts = [(rule["status"], rule["abortIncompleteMultipartUpload"]["daysAfterInitiation"]) for rule in listed]
    if any(status.text == "Enabled" and days.number for status, days in aborts):
        return
    missing = Finding(rules.path, "contains no enabled rule that aborts incomplete uploads")
    yield unless_unknown((value for abort in aborts for value in abort), missing)


RULE = Rule(
    id="bucket-lifecycle",
    title="S3 buckets have a lifecycle that aborts incomplete uploads",
    description="Parts of incomplete uploads are invisible and cost as much as objects.",
    severity=Severity.LOW,
    types=(_LIFECYCLE, aws.S3_BUCKET, aws.S3_BUCKET_V2),
    remediation=(
        "Add a BucketLifecycleConfiguration with an enabled rule that sets "
        "abortIncompleteMultipartUpload.daysAfterInitiation"
    ),
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-13",
    check=check,
    controls=("F25",),
    scope=Scope.STACK,
)
