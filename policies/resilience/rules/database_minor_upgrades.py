"""Minor version upgrades of Aurora instances."""

from ...aws import types as aws
from ...checks import require
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on an instance without automatic minor upgrades. They are enabled by default."""
    return require(
        resource["autoMinorVersionUpgrade"], lambda known: not known.false, "is false, so minor upgrades are disabled"
    )


RULE = Rule(
    id="database-minor-upgrades",
    title="Aurora instances have automatic minor upgrades enabled",
    description=(
        "Minor versions fix security vulnerabilities. Aurora upgrades a cluster only if every instance allows it."
    ),
    severity=Severity.HIGH,
    types=(aws.RDS_CLUSTER_INSTANCE,),
    remediation="Set autoMinorVersionUpgrade to true on every instance",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-13",
    check=check,
    controls=("F6",),
)
