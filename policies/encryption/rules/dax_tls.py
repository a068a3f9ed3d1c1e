"""DynamoDB Accelerator in transit."""

from ...aws import types as aws
from ...checks import require
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a cluster whose endpoint speaks plain text, as it does unless told otherwise."""
    return require(
        resource["clusterEndpointEncryptionType"], lambda known: known.text == "TLS", "lets clients talk in plain text"
    )


RULE = Rule(
    id="dax-tls",
    title="DynamoDB Accelerator speaks TLS",
    description="Items cross zones between the functions and the accelerator.",
    severity=Severity.MEDIUM,
    types=(aws.DAX_CLUSTER,),
    remediation="Set clusterEndpointEncryptionType to TLS",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html#dynamodb-7",
    check=check,
    controls=("C11",),
)
