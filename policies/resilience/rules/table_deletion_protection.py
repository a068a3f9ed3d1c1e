"""Deletion protection of DynamoDB tables."""

from ...aws import types as aws
from ...checks import require_true, unless_disposable
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a table without deletion protection, unless it is tagged `disposable`."""
    return unless_disposable(resource, require_true(resource["deletionProtectionEnabled"], "is not enabled"))


RULE = Rule(
    id="table-deletion-protection",
    title="DynamoDB tables have deletion protection enabled",
    description="Without deletion protection, one wrong call or one wrong name in a program deletes the table.",
    severity=Severity.MEDIUM,
    types=(aws.DYNAMODB_TABLE,),
    remediation="Set deletionProtectionEnabled to true, or tag a temporary resource with disposable: true",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html#dynamodb-6",
    check=check,
    controls=("F10",),
)
