"""Stores that nothing could bring back."""

from ...backups import selected
from ...checks import unless_disposable
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Scope, Severity
from ...values import Value

_CLUSTER = "aws:rds/cluster:Cluster"
_TABLE = "aws:dynamodb/table:Table"
_CACHES = ("aws:elasticache/replicationGroup:ReplicationGroup", "aws:elasticache/serverlessCache:ServerlessCache")


def check(resource: Resource) -> Results:
    """A finding on a kept store with no backup of its own and none in the stack's plans."""
    return unless_disposable(resource, _judge(resource))


def _judge(resource: Resource) -> Results:
    own, enough = _own(resource)
    taken = False if resource.type in _CACHES else selected(resource)
    if enough or taken:
        return
    if own.unknown or taken is None:
        yield NotEvaluated(own.path)
    else:
        yield Finding("", "is backed up by nothing")


def _own(resource: Resource) -> tuple[Value, bool]:
    """The property by which a store backs itself up, and whether it does."""
    if resource.type == _TABLE:
        recovery = resource["pointInTimeRecovery"]["enabled"]
        return recovery, recovery.true
    if resource.type == _CLUSTER:
        days = resource["backupRetentionPeriod"]
        return days, days.absent or bool(days.number)  # Aurora keeps a day when left out
    days = resource["snapshotRetentionLimit"]
    return days, bool(days.number)


RULE = Rule(
    id="backed-up",
    title="Every store is backed up",
    description="Recovery to a point in time, daily snapshots or a backup plan: one of them must hold each store.",
    severity=Severity.HIGH,
    types=(_CLUSTER, _TABLE, *_CACHES),
    remediation="Set pointInTimeRecovery, snapshotRetentionLimit or backupRetentionPeriod, or add a backup Selection",
    url="https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html",
    check=check,
    scope=Scope.STACK,
)
