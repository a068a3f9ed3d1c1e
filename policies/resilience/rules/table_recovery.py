"""Point-in-time recovery of DynamoDB tables."""

from ...aws import types as aws
from ...checks import require_true
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a table, and on each of its replicas, without point-in-time recovery."""
    yield from require_true(
        resource["pointInTimeRecovery"]["enabled"], "is not enabled, so the table cannot be restored"
    )
    for replica in resource["replicas"].elements():
        yield from require_true(replica["pointInTimeRecovery"], "is not enabled, so the replica cannot be restored")


RULE = Rule(
    id="table-recovery",
    title="DynamoDB tables have point-in-time recovery enabled",
    description="A faulty writer can corrupt items. Without recovery they cannot be restored.",
    severity=Severity.MEDIUM,
    types=(aws.DYNAMODB_TABLE,),
    remediation="Set pointInTimeRecovery.enabled to true, and pointInTimeRecovery to true on each replica",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html#dynamodb-2",
    check=check,
    controls=("F9",),
)
