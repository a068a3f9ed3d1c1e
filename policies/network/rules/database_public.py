"""Public access to databases."""

from ...aws import types as aws
from ...checks import require
from ...rule import Resource, Results, Rule, Severity

_DOMAIN = aws.OPENSEARCH_DOMAIN


def check(resource: Resource) -> Results:
    """A finding on a database with a public IP address, and on an OpenSearch domain outside a VPC."""
    if resource.type == _DOMAIN:
        return require(
            resource["vpcOptions"],
            lambda known: any(known.elements()),
            "is not set, so the domain has a public endpoint",
        )
    return require(
        resource["publiclyAccessible"], lambda known: not known.true, "gives the database a public IP address"
    )


RULE = Rule(
    id="database-public",
    title="Databases are not publicly accessible",
    description="One leaked password is enough to read a database that the internet can reach.",
    severity=Severity.CRITICAL,
    types=(
        aws.RDS_CLUSTER_INSTANCE,
        aws.RDS_INSTANCE,
        aws.NEPTUNE_CLUSTER_INSTANCE,
        aws.REDSHIFT_CLUSTER,
        aws.REDSHIFTSERVERLESS_WORKGROUP,
        _DOMAIN,
    ),
    remediation="Remove publiclyAccessible or set it to false. For an OpenSearch domain, set vpcOptions with subnets",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-2",
    check=check,
    controls=("D2",),
)
