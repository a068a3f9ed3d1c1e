"""Tables that a mistake could destroy."""

from ...aws import types as aws
from ...checks import require_true, unless_disposable
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a kept table that can be deleted in one call."""
    return unless_disposable(resource, require_true(resource["deletionProtectionEnabled"], "is off"))


RULE = Rule(
    id="table-deletion-protection",
    title="Tables are protected from deletion",
    description="With it off, one wrong call or one wrong name in a program ends the table.",
    severity=Severity.MEDIUM,
    types=(aws.DYNAMODB_TABLE,),
    remediation="Set deletionProtectionEnabled to true, or tag what may go with disposable: true",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html#dynamodb-6",
    check=check,
    controls=("F10",),
)
