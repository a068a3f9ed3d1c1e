"""Roles for GitHub Actions."""

from collections.abc import Iterable, Iterator

from ...aws.iam.documents import TRUST_POLICIES, Condition, Statement, check_statements, denials_in, documents
from ...aws.iam.shared_providers import GITHUB, REPOSITORIES, WEB_IDENTITY, fixes, limited, provider_of
from ...rule import Finding, Resource, Results, Rule, Severity


def _names_repositories(condition: Condition) -> bool:
    """Whether every allowed value names a repository. An unknown value counts as one that does."""
    return fixes(condition, GITHUB, REPOSITORIES)


def _evaluate(statement: Statement, denials: Iterable[Statement]) -> Iterator[Finding]:
    federated = any(kind == "Federated" and provider_of(name) == GITHUB for kind, name in statement.principals)
    if not federated or statement.condition_unknown or not statement.grants(WEB_IDENTITY):
        return
    if not limited(statement, denials, _names_repositories):
        yield statement.finding("Condition", "does not restrict the repository whose workflows can assume the role")


def check(resource: Resource) -> Results:
    """A finding on each trust in GitHub Actions that does not name an owner and a repository."""
    denials = denials_in(documents(resource, TRUST_POLICIES))
    return check_statements(resource, TRUST_POLICIES, lambda statement: _evaluate(statement, denials))


RULE = Rule(
    id="github-trust",
    title="Trust policies for GitHub Actions name the repository",
    description=(
        "GitHub signs tokens for every workflow on GitHub, and only the subject claim identifies the repository. "
        "Without the claim, or with a wildcard for owner or repository, workflows of strangers can assume the role."
    ),
    severity=Severity.CRITICAL,
    types=TRUST_POLICIES,
    remediation="Set StringEquals on token.actions.githubusercontent.com:sub to repo:OWNER/REPOSITORY:environment:NAME",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html#idp_oidc_Create_GitHub",
    check=check,
    controls=("A16",),
)
