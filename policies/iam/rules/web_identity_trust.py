"""Roles for web identities."""

import re
from collections.abc import Iterable, Iterator
from functools import partial

from ...aws.iam.conditions import Condition
from ...aws.iam.documents import TRUST_POLICIES, Statement, check_statements, denials_in, documents
from ...aws.iam.shared_providers import (
    GITHUB,
    SHARED_PROVIDERS,
    WEB_IDENTITY,
    claim_of,
    fixes,
    limited,
    provider_of,
)
from ...rule import Finding, Resource, Results, Rule, Severity

_DEFAULT_AUDIENCE = "sts.amazonaws.com"
"""The default audience of tokens for AWS, the same for every user of a provider."""

_ANY_SUBJECT = re.compile(r"(system:serviceaccount:)?[*?:/]+")
"""A pattern that every subject meets, with the prefix that all service accounts of Kubernetes share."""


def _restricts(condition: Condition, provider: str) -> bool:
    """Whether a condition requires more than a token of the provider for AWS."""
    if provider in SHARED_PROVIDERS:
        return fixes(condition, provider, SHARED_PROVIDERS[provider])
    claim = claim_of(condition, provider)
    if not claim or condition.vacuous or any(map(_ANY_SUBJECT.fullmatch, condition.values)):
        return False
    everyones = {_DEFAULT_AUDIENCE, provider, f"https://{provider}"}
    return claim != "aud" or not everyones & {value.rstrip("/") for value in condition.values}


def _evaluate(statement: Statement, denials: Iterable[Statement]) -> Iterator[Finding]:
    if statement.condition_unknown or not statement.grants(WEB_IDENTITY):
        return
    names = {name for kind, name in statement.principals if kind == "Federated" and ":saml-provider/" not in name}
    providers = {*map(provider_of, names)} - {GITHUB}
    if not all(limited(statement, denials, partial(_restricts, provider=provider)) for provider in providers):
        yield statement.finding("Condition", "does not restrict whose tokens of the provider can assume the role")


def check(resource: Resource) -> Results:
    """A finding on each trust in a web identity provider that accepts tokens of any of its users or tenants."""
    denials = denials_in(documents(resource, TRUST_POLICIES))
    return check_statements(resource, TRUST_POLICIES, lambda statement: _evaluate(statement, denials))


RULE = Rule(
    id="web-identity-trust",
    title="Trust policies for web identities restrict the identity",
    description=(
        "A provider issues tokens to all its users: every Cognito pool, every project of a code host, every pod of a "
        "cluster. Without a condition on the audience or the subject, each of them can assume the role. A provider "
        "with one issuer for many tenants needs a condition on the claim that names the tenant."
    ),
    severity=Severity.HIGH,
    types=TRUST_POLICIES,
    remediation=(
        "Set StringEquals on the provider's :sub to the workload, or on :aud to the pool or client of the application"
    ),
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html",
    check=check,
)
