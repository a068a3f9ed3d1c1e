"""Service principals that act for anyone's resources."""

from collections.abc import Iterator

from ...aws.iam.documents import TRUST_POLICIES, Statement, check_statements
from ...rule import Finding, Resource, Results, Rule, Severity

# Services whose guides say that they send aws:SourceArn or aws:SourceAccount when they take a role
# (pages "Cross-service confused deputy prevention"). Others would never satisfy the condition.
_SENDS_SOURCE = {
    "backup.amazonaws.com",
    "codebuild.amazonaws.com",
    "config.amazonaws.com",
    "ecs-tasks.amazonaws.com",
    "glue.amazonaws.com",
    "monitoring.rds.amazonaws.com",
    "pipes.amazonaws.com",
    "scheduler.amazonaws.com",
    "ssm.amazonaws.com",
    "states.amazonaws.com",
    "vpc-flow-logs.amazonaws.com",
}


def _evaluate(statement: Statement) -> Iterator[Finding]:
    served = any(kind == "Service" and name in _SENDS_SOURCE for kind, name in statement.principals)
    if served and not statement.limited_by("aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid"):
        yield statement.finding("Condition", "lets the service use the role for resources of any account")


def check(resource: Resource) -> Results:
    """A finding on each trust of a service that could say for whom it acts and need not."""
    return check_statements(resource, TRUST_POLICIES, _evaluate)


RULE = Rule(
    id="trust-source",
    title="Trusted services act for this account only",
    description=(
        "Without a source condition another account's resource can make the service use the role: the confused deputy."
    ),
    severity=Severity.MEDIUM,
    types=TRUST_POLICIES,
    remediation="Add a condition StringEquals on aws:SourceAccount, or ArnLike on aws:SourceArn",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
    check=check,
    controls=("A13",),
)
