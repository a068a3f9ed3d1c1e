"""Databases with a public address."""

from ...checks import require
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on an instance that gets a public address; AWS gives none inside a subnet group when left out."""
    return require(resource["publiclyAccessible"], lambda known: not known.true, "gives the database a public address")


RULE = Rule(
    id="database-public",
    title="Databases have no public address",
    description="A database that the internet reaches is one password away from everyone.",
    severity=Severity.CRITICAL,
    types=("aws:rds/clusterInstance:ClusterInstance", "aws:rds/instance:Instance"),
    remediation="Leave publiclyAccessible out, or set it to false",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-2",
    check=check,
    controls=("D2",),
)
