"""Records that nobody may change, not even an administrator."""

from dataclasses import dataclass

from ...aws import types as aws
from ...checks import require, require_true
from ...rule import NotEvaluated, Resource, Results, Rule, Severity, parameter

_LOCK = aws.S3_BUCKET_OBJECT_LOCK_CONFIGURATION


@dataclass(frozen=True)
class Parameters:
    """Which buckets are to be locked: a lock cannot be undone, and what it holds is paid for until it ends."""

    data_classes: tuple[str, ...] = parameter(("audit",), "Values of the tag data-class whose buckets must be locked.")


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on an audit bucket that takes no lock, and on a lock that holds nothing by default."""
    if resource.type == _LOCK:
        retention = resource["rule"]["defaultRetention"]
        yield from require(retention["mode"], lambda known: not known.absent, "is not set: nothing is locked")
        if retention["days"].absent:
            yield from require(retention["years"], lambda known: bool(known.number), "is not set: nothing is locked")
        return
    mark = resource["tags"]["data-class"]
    if mark.unknown:
        yield NotEvaluated(mark.path)
    elif mark.text in parameters.data_classes:
        yield from require_true(resource["objectLockEnabled"], "is off: records can be changed")


RULE = Rule(
    id="bucket-lock",
    title="Audit records are locked",
    description="Whoever could change the records of what was done could do anything unseen.",
    severity=Severity.MEDIUM,
    types=(_LOCK, aws.S3_BUCKET, aws.S3_BUCKET_V2),
    remediation="Set objectLockEnabled, and rule.defaultRetention with a mode and days or years",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-15",
    check=check,
    controls=("F26",),
    parameters=Parameters,
)
