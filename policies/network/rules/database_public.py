"""Databases with a public address."""

from ...aws import types as aws
from ...checks import require
from ...rule import Resource, Results, Rule, Severity

_DOMAIN = aws.OPENSEARCH_DOMAIN


def check(resource: Resource) -> Results:
    """A finding on a store that gets a public address: by its own word, or as a domain outside any VPC."""
    if resource.type == _DOMAIN:
        return require(
            resource["vpcOptions"], lambda known: any(known.elements()), "is left out: its endpoint is public"
        )
    return require(resource["publiclyAccessible"], lambda known: not known.true, "gives the database a public address")


RULE = Rule(
    id="database-public",
    title="Databases have no public address",
    description="A database that the internet reaches is one password away from everyone.",
    severity=Severity.CRITICAL,
    types=(
        aws.RDS_CLUSTER_INSTANCE,
        aws.RDS_INSTANCE,
        aws.NEPTUNE_CLUSTER_INSTANCE,
        aws.REDSHIFT_CLUSTER,
        aws.REDSHIFTSERVERLESS_WORKGROUP,
        _DOMAIN,
    ),
    remediation="Leave publiclyAccessible out or set it to false; give a search domain vpcOptions with subnets",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-2",
    check=check,
    controls=("D2",),
)
