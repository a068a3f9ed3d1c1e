"""How far back a database can be restored."""

from dataclasses import dataclass

from ...checks import require
from ...rule import Resource, Results, Rule, Severity, knob
from ...values import Value

_LEFT_OUT_DAYS = 1  # https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html


@dataclass(frozen=True)
class Knobs:
    """What a team may ask of its backups."""

    minimum_days: int = knob(7, "Days that automated backups are kept, at least.", minimum=1, maximum=35)


def check(resource: Resource, knobs: Knobs) -> Results:
    """A finding on a cluster whose backups are kept for too few days; AWS keeps them for one when left out."""

    def enough(days: Value) -> bool:
        kept = _LEFT_OUT_DAYS if days.absent else days.number
        return kept is not None and kept >= knobs.minimum_days

    return require(resource["backupRetentionPeriod"], enough, f"keeps backups for less than {knobs.minimum_days} days")


RULE = Rule(
    id="database-backups",
    title="Databases keep their backups for a week",
    description="A fault that is seen after the backups are gone cannot be undone.",
    severity=Severity.MEDIUM,
    types=("aws:rds/cluster:Cluster",),
    remediation="Set backupRetentionPeriod to 7 or more",
    url="https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.html",
    check=check,
    controls=("F2",),
    knobs=Knobs,
)
