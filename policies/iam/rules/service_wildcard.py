"""All actions of one service."""

from collections.abc import Iterator

from ...aws.iam.documents import IDENTITY_POLICIES, Statement, check_statements
from ...rule import Finding, Resource, Results, Rule, Severity


def _evaluate(statement: Statement) -> Iterator[Finding]:
    for action in statement.actions:
        service, _, name = action.partition(":")
        if name and set(name) <= {"*", "?"} and not set(service) <= {"*", "?"}:
            yield statement.finding("Action", "allows every action of a service")


def check(resource: Resource) -> Results:
    """A finding on each action such as `s3:*`."""
    return check_statements(resource, IDENTITY_POLICIES, _evaluate)


RULE = Rule(
    id="service-wildcard",
    title="IAM policies do not allow all actions of a service",
    description=(
        "An action such as kafka-cluster:* or iam:* allows reading, writing, deleting and administration at once."
    ),
    severity=Severity.HIGH,
    types=IDENTITY_POLICIES,
    remediation="List the actions that the code calls. A prefix such as dynamodb:BatchGet* is accepted",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-21",
    check=check,
    controls=("A3", "A10"),
)
