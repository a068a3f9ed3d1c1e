"""Service access to roles."""

from collections.abc import Iterator

from ...aws.iam.documents import TRUST_POLICIES, Statement, check_statements
from ...aws.iam.sources import SOURCES_OF_ROLES
from ...rule import Finding, Resource, Results, Rule, Severity


def _evaluate(statement: Statement) -> Iterator[Finding]:
    served = any(kind == "Service" and name in SOURCES_OF_ROLES for kind, name in statement.principals)
    if served and not statement.limited_by("aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid"):
        yield statement.finding("Condition", "allows the service to assume the role on behalf of any account")


def check(resource: Resource) -> Results:
    """A finding on each trust in a service that sends a source, without a condition on it."""
    return check_statements(resource, TRUST_POLICIES, _evaluate)


RULE = Rule(
    id="trust-source",
    title="Trust policies limit services to this account",
    description=(
        "Without a source condition, a resource of another account can make the service use the role (confused deputy)."
    ),
    severity=Severity.MEDIUM,
    types=TRUST_POLICIES,
    remediation="Add a condition StringEquals on aws:SourceAccount, or ArnLike on aws:SourceArn",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
    check=check,
    controls=("A13",),
)
