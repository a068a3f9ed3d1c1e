"""Buckets that must outlive their region."""

from dataclasses import dataclass

from ...aws import types as aws
from ...checks import unless_disposable
from ...indexes import by_text
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Scope, Severity, parameter

_BUCKETS = (aws.S3_BUCKET, aws.S3_BUCKET_V2)
_CONFIG = aws.S3_BUCKET_REPLICATION_CONFIG

_configs_of = by_text(_CONFIG, "bucket")


@dataclass(frozen=True)
class Parameters:
    """Which buckets are to be replicated: a second copy doubles what they cost, and AWS Backup may hold one already."""

    data_classes: tuple[str, ...] = parameter(
        ("audit",), "Values of the tag data-class whose buckets must be replicated."
    )


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on an audit bucket without replication, and on replication that is off or stays in its region."""
    if resource.type == _CONFIG:
        yield from _enabled(resource)
        yield from _elsewhere(resource)
        return
    if not _replicated(resource):
        yield from unless_disposable(resource, _needed(resource, parameters))


def _needed(bucket: Resource, parameters: Parameters) -> Results:
    """A finding on a bucket of such a class; a name that is not known may be that of a configuration."""
    mark, name = bucket["tags"]["data-class"], bucket["bucket"]
    if mark.unknown:
        yield NotEvaluated(mark.path)
    elif mark.text in parameters.data_classes:
        maybe = name.unknown and _configs_of(bucket.stack)
        yield NotEvaluated(name.path) if maybe else Finding("", "is kept in one region only")


def _replicated(bucket: Resource) -> bool:
    """Whether a configuration is the bucket's; one that replicates nothing is a finding of its own."""
    return (
        any(bucket.used_by(_CONFIG, by="bucket"))
        or bucket["bucket"].text in _configs_of(bucket.stack)
        or any(not block["rules"].absent for block in bucket["replicationConfiguration"].elements())
    )


def _enabled(config: Resource) -> Results:
    statuses = [rule["status"] for rule in config["rules"].elements()]
    if any(status.text == "Enabled" for status in statuses):
        return
    waiting = [config["rules"], *statuses]
    if any(value.unknown for value in waiting):
        yield NotEvaluated(config["rules"].path)
    else:
        yield Finding(config["rules"].path, "has no rule that is Enabled")


def _elsewhere(config: Resource) -> Results:
    """A finding when source and destination are in the stack and say the same region."""
    for source in config.sources(config["bucket"], *_BUCKETS):
        for target in config.sources(config["rules"], *_BUCKETS):
            here, there = source["region"], target["region"]
            if here.unknown or there.unknown:
                yield NotEvaluated("rules")
            elif here.text and here.text == there.text:
                yield Finding("rules", "replicates into the region of the bucket itself")


RULE = Rule(
    id="bucket-replication",
    title="Audit records are replicated to another region",
    description="Records of what was done are needed most when a region is lost, or the account in it.",
    severity=Severity.LOW,
    types=(_CONFIG, *_BUCKETS),
    remediation="Add a BucketReplicationConfig with an Enabled rule whose destination is a bucket of another region",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-7",
    check=check,
    controls=("F27",),
    parameters=Parameters,
    scope=Scope.STACK,
)
