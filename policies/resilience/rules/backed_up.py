"""Backups of stores."""

from collections.abc import Mapping

from ...aws import types as aws
from ...aws.backups import selected
from ...checks import unless_disposable, unless_replica
from ...model.values import UNKNOWN, Value
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Scope, Severity

_CACHES = (aws.ELASTICACHE_REPLICATION_GROUP, aws.ELASTICACHE_SERVERLESS_CACHE)
_CLUSTER = aws.RDS_CLUSTER
_TABLE = aws.DYNAMODB_TABLE
_FILES = aws.EFS_FILE_SYSTEM
_FILES_POLICY = aws.EFS_BACKUP_POLICY
_DAYS: Mapping[str, tuple[str, bool]] = {
    _CLUSTER: ("backupRetentionPeriod", True),
    aws.DOCDB_CLUSTER: ("backupRetentionPeriod", True),
    aws.NEPTUNE_CLUSTER: ("backupRetentionPeriod", True),
    aws.RDS_INSTANCE: ("backupRetentionPeriod", False),
    aws.REDSHIFT_CLUSTER: ("automatedSnapshotRetentionPeriod", True),
    **dict.fromkeys(_CACHES, ("snapshotRetentionLimit", False)),
}
"""The property for the retention of automated backups, and whether they are enabled by default."""


def check(resource: Resource) -> Results:
    """A finding on a store with neither automated backups nor a backup plan, unless it is tagged `disposable`."""
    return unless_disposable(resource, unless_replica(resource, _evaluate(resource)))


def _evaluate(resource: Resource) -> Results:
    own, enough = _own(resource)
    taken = False if resource.type in _CACHES else selected(resource)
    if enough or taken:
        return
    if own.unknown or taken is None:
        yield NotEvaluated(own.path)
    else:
        yield Finding("", "has no backup")


def _own(resource: Resource) -> tuple[Value, bool]:
    """The property that enables automated backups of a store, and whether it does."""
    if resource.type == _TABLE:
        recovery = resource["pointInTimeRecovery"]["enabled"]
        return recovery, recovery.true
    if resource.type == _FILES:
        states = [policy["backupPolicy"]["status"] for policy in resource.used_by(_FILES_POLICY, by="fileSystemId")]
        unknown = any(state.unknown for state in states)
        return Value(UNKNOWN if unknown else None, "id"), any(state.text == "ENABLED" for state in states)
    key, kept_when_absent = _DAYS[resource.type]
    days = resource[key]
    return days, (kept_when_absent and days.absent) or bool(days.number)


RULE = Rule(
    id="backed-up",
    title="Stores are backed up",
    description="Every store needs point-in-time recovery, daily snapshots or a backup plan.",
    severity=Severity.HIGH,
    types=(_CLUSTER, _TABLE, _FILES, *(kind for kind in _DAYS if kind != _CLUSTER)),
    remediation="Set pointInTimeRecovery, snapshotRetentionLimit or backupRetentionPeriod, or add a backup Selection",
    url="https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html",
    check=check,
    scope=Scope.STACK,
)
