"""Versioning of S3 buckets."""

from ...aws import types as aws
from ...checks import require, unless_unknown
from ...rule import Finding, Resource, Results, Rule, Scope, Severity

_VERSIONING = aws.S3_BUCKET_VERSIONING


def check(resource: Resource) -> Results:
    """A finding on a bucket without versioning, and on versioning that is not enabled."""
    if resource.type == _VERSIONING:
        yield from require(
            resource["versioningConfiguration"]["status"], lambda known: known.text == "Enabled", "is not Enabled"
        )
        return
    own = resource["versioning"]["enabled"]
    if not own.true and not any(resource.used_by(_VERSIONING)):
        yield unless_unknown((own,), Finding("", "has no versioning"))


RULE = Rule(
    id="bucket-versions",
    title="S3 buckets have versioning enabled",
    description="A wrong write or delete can be undone by restoring the previous version.",
    severity=Severity.LOW,
    types=(_VERSIONING, aws.S3_BUCKET, aws.S3_BUCKET_V2),
    remediation="Add a BucketVersioning with versioningConfiguration.status Enabled",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-14",
    check=check,
    controls=("F24",),
    scope=Scope.STACK,
)
