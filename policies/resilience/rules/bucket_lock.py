"""Object locks of audit buckets."""

from dataclasses import dataclass

from ...aws import types as aws
from ...checks import require, require_true
from ...rule import NotEvaluated, Resource, Results, Rule, Severity, parameter

_LOCK = aws.S3_BUCKET_OBJECT_LOCK_CONFIGURATION


@dataclass(frozen=True)
class Parameters:
    """Settings of the rule. A lock cannot be undone, and locked objects are billed until it ends."""

    data_classes: tuple[str, ...] = parameter(
        ("audit",), "Values of the tag data-class whose buckets need an object lock."
    )


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on an audit bucket without object lock, and on a lock without default retention."""
    if resource.type == _LOCK:
        retention = resource["rule"]["defaultRetention"]
        yield from require(
            retention["mode"], lambda known: not known.absent, "is not set, so objects are not locked by default"
        )
        if retention["days"].absent:
            yield from require(
                retention["years"], lambda known: bool(known.number), "is not set, so objects are not locked by default"
            )
        return
    mark = resource["tags"]["data-class"]
    if mark.unknown:
        yield NotEvaluated(mark.path)
    elif mark.text in parameters.data_classes:
        yield from require_true(resource["objectLockEnabled"], "is not enabled, so records can be changed")


RULE = Rule(
    id="bucket-lock",
    title="Audit buckets have object lock enabled",
    description="An attacker who can change audit records can hide every other action.",
    severity=Severity.MEDIUM,
    types=(_LOCK, aws.S3_BUCKET, aws.S3_BUCKET_V2),
    remediation="Set objectLockEnabled to true, and rule.defaultRetention with a mode and days or years",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-15",
    check=check,
    controls=("F26",),
    parameters=Parameters,
)
