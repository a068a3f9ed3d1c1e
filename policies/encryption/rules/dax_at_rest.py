"""DynamoDB Accelerator at rest."""

from ...aws import types as aws
from ...checks import require_true
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a cluster whose cache is not encrypted."""
    return require_true(resource["serverSideEncryption"]["enabled"], "is off")


RULE = Rule(
    id="dax-at-rest",
    title="DynamoDB Accelerator is encrypted at rest",
    description="An accelerator keeps the items of its tables, unencrypted unless it is told to when it is made.",
    severity=Severity.MEDIUM,
    types=(aws.DAX_CLUSTER,),
    remediation="Set serverSideEncryption with enabled true, when the cluster is made",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html#dynamodb-3",
    check=check,
    controls=("B11",),
)
