"""Backup retention of RDS databases."""

from dataclasses import dataclass

from ...aws import types as aws
from ...checks import require, unless_replica
from ...model.values import Value
from ...rule import Resource, Results, Rule, Severity, parameter

_CLUSTER = aws.RDS_CLUSTER
_DEFAULT_DAYS = {_CLUSTER: 1}
"""Default of clusters in the RDS API (`CreateDBCluster`). For instances the provider requests none."""


@dataclass(frozen=True)
class Parameters:
    """Settings of the rule."""

    minimum_days: int = parameter(7, "Minimum number of days that automated backups are kept.", minimum=1, maximum=35)


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on a database whose backup retention is too short."""

    def enough(days: Value) -> bool:
        kept = _DEFAULT_DAYS.get(resource.type, 0) if days.absent else days.number
        return kept is not None and kept >= parameters.minimum_days

    reason = f"is less than {parameters.minimum_days}"
    return unless_replica(resource, require(resource["backupRetentionPeriod"], enough, reason))


RULE = Rule(
    id="database-backups",
    title="RDS databases keep backups for at least 7 days",
    description="A mistake that is noticed after the backups expired cannot be undone.",
    severity=Severity.MEDIUM,
    types=(_CLUSTER, aws.RDS_INSTANCE),
    remediation="Set backupRetentionPeriod to 7 or more",
    url="https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.html",
    check=check,
    controls=("F2",),
    parameters=Parameters,
)
