"""TLS for DAX clusters."""

from ...aws import types as aws
from ...checks import require
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a cluster whose endpoint does not use TLS. The default is no encryption."""
    return require(
        resource["clusterEndpointEncryptionType"],
        lambda known: known.text == "TLS",
        "is not TLS, so connections are unencrypted",
    )


RULE = Rule(
    id="dax-tls",
    title="DAX clusters require TLS",
    description="Items cross Availability Zones between the functions and the cluster.",
    severity=Severity.MEDIUM,
    types=(aws.DAX_CLUSTER,),
    remediation="Set clusterEndpointEncryptionType to TLS",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html#dynamodb-7",
    check=check,
    controls=("C11",),
)
