"""How far back a database can be restored."""

from dataclasses import dataclass

from ...aws import types as aws
from ...checks import require, unless_replica
from ...model.values import Value
from ...rule import Resource, Results, Rule, Severity, parameter

_CLUSTER = aws.RDS_CLUSTER
_LEFT_OUT_DAYS = {_CLUSTER: 1}
"""Of clusters, by the RDS API's `CreateDBCluster`; for an instance the provider asks for none."""


@dataclass(frozen=True)
class Parameters:
    """What a team may ask of its backups."""

    minimum_days: int = parameter(7, "Days that automated backups are kept, at least.", minimum=1, maximum=35)


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on a database whose backups are kept for too few days."""

    def enough(days: Value) -> bool:
        kept = _LEFT_OUT_DAYS.get(resource.type, 0) if days.absent else days.number
        return kept is not None and kept >= parameters.minimum_days

    reason = f"keeps backups for less than {parameters.minimum_days} days"
    return unless_replica(resource, require(resource["backupRetentionPeriod"], enough, reason))


RULE = Rule(
    id="database-backups",
    title="Databases keep their backups for a week",
    description="A fault that is seen after the backups are gone cannot be undone.",
    severity=Severity.MEDIUM,
    types=(_CLUSTER, aws.RDS_INSTANCE),
    remediation="Set backupRetentionPeriod to 7 or more",
    url="https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.html",
    check=check,
    controls=("F2",),
    parameters=Parameters,
)
