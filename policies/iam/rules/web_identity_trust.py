"""Roles that whoever has a token of a provider may take."""

from collections.abc import Iterator

from ...aws.iam.conditions import Condition
from ...aws.iam.documents import TRUST_POLICIES, Statement, check_statements
from ...rule import Finding, Resource, Results, Rule, Severity

_OF_AWS = "sts.amazonaws.com"
"""The audience that tokens for AWS have by default, whoever asks for them."""

_OWN_RULE = "token.actions.githubusercontent.com"


def _provider(name: str) -> str:
    """The host and path of a provider, as its claims have it: from its ARN, or its name for those that IAM knows."""
    return name.rpartition(":oidc-provider/")[2].lower()


def _says_whose(condition: Condition, provider: str) -> bool:
    """Whether it asks more of a token than that the provider made it for AWS."""
    if not condition.key.startswith(f"{provider}:") or condition.vacuous:
        return False
    everyones = {_OF_AWS, provider, f"https://{provider}"}
    return condition.key != f"{provider}:aud" or not everyones & {*condition.values}


def _evaluate(statement: Statement) -> Iterator[Finding]:
    if statement.condition_unknown or not statement.grants("sts:AssumeRoleWithWebIdentity"):
        return
    providers = {_provider(name) for kind, name in statement.principals if kind == "Federated"}
    for provider in providers - {_OWN_RULE}:
        if "saml-provider/" not in provider and not any(
            _says_whose(condition, provider) for condition in statement.conditions
        ):
            yield statement.finding("Condition", "does not say whose tokens of the provider take the role")


def check(resource: Resource) -> Results:
    """A finding on each trust of a web identity provider that takes any token it makes for AWS."""
    return check_statements(resource, TRUST_POLICIES, _evaluate)


RULE = Rule(
    id="web-identity-trust",
    title="Roles for web identities name whose",
    description=(
        "A provider makes tokens for all its users: every pool of Cognito, every project of a forge, every pod of a "
        "cluster. Without a condition on the audience or the subject, each of them takes the role."
    ),
    severity=Severity.HIGH,
    types=TRUST_POLICIES,
    remediation="Set StringEquals on the provider's :sub to the workload, or on :aud to one's own pool or client",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html",
    check=check,
)
