"""Replication of audit buckets."""

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
    """Settings of the rule. A replica doubles the storage cost, and AWS Backup may already hold a copy."""

    data_classes: tuple[str, ...] = parameter(
        ("audit",), "Values of the tag data-class whose buckets need replication."
    )


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on an audit bucket without replication, and on replication that is disabled or within one region."""
    if resource.type == _CONFIG:
        yield from _enabled(resource)
        yield from _other_region(resource)
        return
    if not _replicated(resource):
        yield from unless_disposable(resource, _needed(resource, parameters))


def _needed(bucket: Resource, parameters: Parameters) -> Results:
    """A finding on a bucket of a listed class. A replication configuration may refer to an unknown name."""
    mark, name = bucket["tags"]["data-class"], bucket["bucket"]
    if mark.unknown:
        yield NotEvaluated(mark.path)
    elif mark.text in parameters.data_classes:
        maybe = name.unknown and _configs_of(bucket.stack)
        yield NotEvaluated(name.path) if maybe else Finding("", "has no replication to another region")


def _replicated(bucket: Resource) -> bool:
    """Whether the bucket has a replication configuration. One without an enabled rule is a separate finding."""
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
        yield Finding(config["rules"].path, "contains no enabled rule")


def _other_region(config: Resource) -> Results:
    """A finding if source and destination are in the stack and name the same region."""
    for source in config.sources(config["bucket"], *_BUCKETS):
        for target in config.sources(config["rules"], *_BUCKETS):
            here, there = source["region"], target["region"]
            if here.unknown or there.unknown:
                yield NotEvaluated("rules")
            elif here.text and here.text == there.text:
                yield Finding("rules", "replicates to the same region")


RULE = Rule(
    id="bucket-replication",
    title="Audit buckets are replicated to another region",
    description="Audit records are needed most when a region, or the account in it, is lost.",
    severity=Severity.LOW,
    types=(_CONFIG, *_BUCKETS),
    remediation="Add a BucketReplicationConfig with an Enabled rule whose destination is a bucket in another region",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-7",
    check=check,
    controls=("F27",),
    parameters=Parameters,
    scope=Scope.STACK,
)
