"""Roles for web identities."""

import re
from collections.abc import Iterator, Mapping

from ...aws.iam.conditions import Condition
from ...aws.iam.documents import TRUST_POLICIES, Statement, check_statements
from ...rule import Finding, Resource, Results, Rule, Severity

_DEFAULT_AUDIENCE = "sts.amazonaws.com"
"""The default audience of tokens for AWS, the same for every user of a provider."""

_GITHUB = "token.actions.githubusercontent.com"

_NAME = r"[^*?:/]+"
_SHARED: Mapping[str, Mapping[str, str]] = {
    "gitlab.com": {"sub": rf"project_path:{_NAME}/.+"},
    "app.terraform.io": {"sub": rf"organization:{_NAME}(:.*)?"},
    "agent.buildkite.com": {"sub": rf"organization:{_NAME}(:.*)?"},
    "oidc.circleci.com": {"sub": rf"org/{_NAME}/.+", "aud": _NAME},
    "api.pulumi.com/oidc": {"sub": rf"pulumi:[a-z-]+:org:{_NAME}(:.*)?", "aud": r"(aws:)?[^*?:/]+"},
    "oidc.vercel.com": {"sub": rf"owner:{_NAME}(:.*)?", "aud": rf"https://vercel\.com/{_NAME}"},
    "app.harness.io/ng/api/oidc": {"sub": rf"account/{_NAME}([:/].*)?"},
    "oidc.codefresh.io": {"sub": rf"account:{_NAME}(:.*)?"},
    "scalr.io": {"sub": rf"account:{_NAME}(:.*)?"},
}
"""Providers with one issuer for all tenants, and the values of claims that fix the tenant.

The formats are from the OpenID Connect guides of the providers. A tenant chooses most audiences itself.
"""

_TESTS = {"stringequals", "stringequalsignorecase", "stringlike", "foranyvalue:stringequals", "foranyvalue:stringlike"}


def _provider(name: str) -> str:
    """The host and path of a provider as in its claims: from its ARN, or its name for built-in providers."""
    return name.rpartition(":oidc-provider/")[2].lower()


def _restricts_identity(condition: Condition, provider: str) -> bool:
    """Whether the condition requires more than a token of the provider for AWS."""
    if not condition.key.startswith(f"{provider}:") or condition.vacuous:
        return False
    if provider in _SHARED:
        return _fixes_tenant(condition, provider)
    everyones = {_DEFAULT_AUDIENCE, provider, f"https://{provider}"}
    return condition.key != f"{provider}:aud" or not everyones & {*condition.values}


def _fixes_tenant(condition: Condition, provider: str) -> bool:
    """Whether every value of a claim names the tenant. An unknown value counts as one that does."""
    pattern = _SHARED[provider].get(condition.key.removeprefix(f"{provider}:"))
    return (
        pattern is not None
        and condition.operator.lower() in _TESTS
        and all(not value or re.fullmatch(pattern, value) for value in condition.values)
    )


def _evaluate(statement: Statement) -> Iterator[Finding]:
    if statement.condition_unknown or not statement.grants("sts:AssumeRoleWithWebIdentity"):
        return
    providers = {_provider(name) for kind, name in statement.principals if kind == "Federated"}
    for provider in providers - {_GITHUB}:
        if "saml-provider/" not in provider and not any(
            _restricts_identity(condition, provider) for condition in statement.conditions
        ):
            yield statement.finding("Condition", "does not restrict whose tokens of the provider can assume the role")


def check(resource: Resource) -> Results:
    """A finding on each trust in a web identity provider that accepts any of its tokens for AWS."""
    return check_statements(resource, TRUST_POLICIES, _evaluate)


RULE = Rule(
    id="web-identity-trust",
    title="Trust policies for web identities restrict the identity",
    description=(
        "A provider issues tokens to all its users: every Cognito pool, every project of a code host, every pod of a "
        "cluster. Without a condition on the audience or the subject, each of them can assume the role."
    ),
    severity=Severity.HIGH,
    types=TRUST_POLICIES,
    remediation=(
        "Set StringEquals on the provider's :sub to the workload, or on :aud to the pool or client of the application"
    ),
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html",
    check=check,
)
