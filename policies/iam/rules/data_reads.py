"""Reading all data of a kind."""

from collections.abc import Iterator

from ...aws.iam.actions import named, unscoped
from ...aws.iam.documents import IDENTITY_POLICIES, Statement, check_statements
from ...rule import Finding, Resource, Results, Rule, Severity

# The reads that Checkov judges (CKV_AWS_288), with DynamoDB and Kafka, where a cell's data is.
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
        yield statement.finding("Action", "reads the data of every bucket, parameter, secret or table")


def check(resource: Resource) -> Results:
    """A finding on each unscoped statement that reads stored data."""
    return check_statements(resource, IDENTITY_POLICIES, _evaluate)


RULE = Rule(
    id="data-reads",
    title="No unscoped reading of stored data",
    description=(
        "Reading every object, secret, parameter or item is how data leaves: a role reads what its code declares "
        "to use."
    ),
    severity=Severity.HIGH,
    types=IDENTITY_POLICIES,
    remediation="Name the bucket, parameter, secret or table",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
    check=check,
    controls=("A8",),
)
