"""Tables that can go back to any second."""

from ...aws import types as aws
from ...checks import require_true
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a table, and on each replica that it names, without point in time recovery."""
    yield from require_true(resource["pointInTimeRecovery"]["enabled"], "is off: the table cannot be restored")
    for replica in resource["replicas"].elements():
        yield from require_true(replica["pointInTimeRecovery"], "is off: the replica cannot be restored")


RULE = Rule(
    id="table-recovery",
    title="Tables can be restored to any point in time",
    description="A faulty writer spoils good rows; without recovery nothing brings them back.",
    severity=Severity.MEDIUM,
    types=(aws.DYNAMODB_TABLE,),
    remediation="Set pointInTimeRecovery with enabled true, and pointInTimeRecovery true on each replica",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html#dynamodb-2",
    check=check,
    controls=("F9",),
)
