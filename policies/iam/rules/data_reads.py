"""Read access to stored data."""

from collections.abc import Iterator

from ...aws.iam.actions import named, unscoped
from ...aws.iam.documents import IDENTITY_POLICIES, Statement, check_statements
from ...rule import Finding, Resource, Results, Rule, Severity

# The read actions that Checkov checks (CKV_AWS_288), and those of DynamoDB and Kafka, which hold the data of a cell.
_READS = (
    "s3:GetObject",
    "ssm:GetParameter",
    "ssm:GetParameters",
    "ssm:GetParametersByPath",
    "secretsmanager:GetSecretValue",
    "dynamodb:GetItem",
    "dynamodb:Query",
    "dynamodb:Scan",
    "kafka-cluster:ReadData",
)


def _evaluate(statement: Statement) -> Iterator[Finding]:
    if unscoped(statement, named(*_READS)):
        yield statement.finding("Action", "allows reading data of every bucket, parameter, secret or table")


def check(resource: Resource) -> Results:
    """A finding on each statement that allows reading stored data without naming resources."""
    return check_statements(resource, IDENTITY_POLICIES, _evaluate)


RULE = Rule(
    id="data-reads",
    title="IAM policies limit data reads to named resources",
    description=(
        "A role that reads every object, secret, parameter or item can leak all of them. It should read only what its "
        "code uses."
    ),
    severity=Severity.HIGH,
    types=IDENTITY_POLICIES,
    remediation="Name the bucket, parameter, secret or table",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
    check=check,
    controls=("A8",),
)
