"""Roles for GitHub Actions."""

import re
from collections.abc import Iterator

from ...aws.iam.documents import TRUST_POLICIES, Condition, Statement, check_statements
from ...rule import Finding, Resource, Results, Rule, Severity

_PROVIDER = "token.actions.githubusercontent.com"
_SUBJECTS = f"{_PROVIDER}:sub"
_OWN_REPOSITORY = re.compile(r"(repo|repository):[^*?/:]+/[^*?/:]+:.+")
"""A subject claim with an owner and a repository (GitHub, "OpenID Connect reference")."""

_TESTS = {"stringequals", "stringlike", "stringequalsignorecase", "foranyvalue:stringequals", "foranyvalue:stringlike"}


def _names_repositories(condition: Condition) -> bool:
    """Whether every allowed subject names a repository. An unknown subject counts as one that does."""
    return (
        condition.key == _SUBJECTS
        and condition.operator.lower() in _TESTS
        and all(not subject or _OWN_REPOSITORY.fullmatch(subject) for subject in condition.values)
    )


def _evaluate(statement: Statement) -> Iterator[Finding]:
    federated = any(kind == "Federated" and name.endswith(_PROVIDER) for kind, name in statement.principals)
    if federated and not statement.condition_unknown and not any(map(_names_repositories, statement.conditions)):
        yield statement.finding("Condition", "does not restrict the repository whose workflows can assume the role")


def check(resource: Resource) -> Results:
    """A finding on each trust in GitHub Actions that does not name an owner and a repository."""
    return check_statements(resource, TRUST_POLICIES, _evaluate)


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
