"""Faults of a database's version that AWS has mended already."""

from ...aws import types as aws
from ...checks import require
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on an instance that refuses minor versions; AWS applies them when left out."""
    return require(resource["autoMinorVersionUpgrade"], lambda known: not known.false, "is off")


RULE = Rule(
    id="database-minor-upgrades",
    title="Databases take minor versions by themselves",
    description="Minor versions mend security faults; Aurora takes one only when no instance of a cluster refuses.",
    severity=Severity.HIGH,
    types=(aws.RDS_CLUSTER_INSTANCE,),
    remediation="Set autoMinorVersionUpgrade to true on every instance",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-13",
    check=check,
    controls=("F6",),
)
