"""Identity providers with one issuer for many tenants, and the claims that name the tenant.

IAM calls these providers shared and requires a condition on one claim of each, but accepts any value of it
(https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html). The other rows are
shared too, by the guide of the provider. The forms of the claims are from these guides. A provider with an issuer per
tenant, such as CircleCI, Bitbucket, Spacelift or an EKS cluster, is not here.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from .conditions import Condition
from .statements import Statement

WEB_IDENTITY = "sts:AssumeRoleWithWebIdentity"
GITHUB = "token.actions.githubusercontent.com"

_NAME = r"[^*?:/]+"
_LITERAL = r"[^*?]+"
"""For a claim whose form is not published, or that is the id of the tenant itself."""

_NUMBER = r"\d+"
_TERRAFORM = {"sub": rf"organization:{_NAME}(:.*)?"}
_ACCOUNT = {"sub": rf"account:{_NAME}(:.*)?"}
_TURBONOMIC = {"sub": _LITERAL}

SHARED_PROVIDERS: Mapping[str, Mapping[str, str]] = {
    "accounts.google.com": {"aud": _LITERAL, "sub": _LITERAL},  # each user of Google Cloud chooses `oaud`
    "agent.buildkite.com": {"sub": rf"organization:{_NAME}(:.*)?"},
    "api.pulumi.com/oidc": {
        "aud": rf"(aws:)?{_NAME}",
        "sub": rf"pulumi:[a-z-]+:(org|pulumi\.organization\.login):{_NAME}(:.*)?",
    },
    "app.eu.terraform.io": _TERRAFORM,
    "app.harness.io/ng/api/oidc": {"sub": rf"account/{_NAME}([:/].*)?"},
    "app.terraform.io": _TERRAFORM,
    "cognito-identity.amazonaws.com": {"aud": _LITERAL, "sub": _LITERAL},  # `amr` is the same for every pool
    "gitlab.com": {
        "namespace_id": _NUMBER,
        "namespace_path": rf"{_NAME}(/.*)?",
        "project_id": _NUMBER,
        "project_path": rf"{_NAME}/.+",
        "sub": rf"project_path:{_NAME}/.+",
    },
    "graph.facebook.com": {"app_id": _LITERAL, "id": _LITERAL},
    "login.app.env0.com": {"sub": _LITERAL},
    "oidc-configuration.audit-log.githubusercontent.com": {"sub": rf"https://github\.com/{_NAME}"},
    "oidc.circleci.com": {"aud": _NAME, "sub": rf"org/{_NAME}/.+"},
    "oidc.codefresh.io": _ACCOUNT,
    "oidc.modal.com": {"sub": rf"modal:workspace_id:{_NAME}(:.*)?"},
    "oidc.op1.openshiftapps.com/2c51blsaqa9gkjt0o9rt11mle8mmropu": _TURBONOMIC,
    "oidc.op1.openshiftapps.com/2f785sojlpb85i7402pk3qogugim5nfb": _TURBONOMIC,
    "oidc.vercel.com": {"aud": rf"https://vercel\.com/{_NAME}", "sub": rf"owner:{_NAME}(:.*)?"},
    "proidc.upbound.io": {"sub": rf"mcp:{_NAME}/.+"},
    "rh-oidc.s3.us-east-1.amazonaws.com/22ejnvnnturfmt6km08idd0nt4hekbn7": _TURBONOMIC,
    "rh-oidc.s3.us-east-1.amazonaws.com/23e3sd27sju1hoou6ohfs68vbno607tr": _TURBONOMIC,
    "rh-oidc.s3.us-east-1.amazonaws.com/23ne21h005qjl3n33d8dui5dlrmv2tmg": _TURBONOMIC,
    "rh-oidc.s3.us-east-1.amazonaws.com/24jrf12m5dj7ljlfb4ta2frhrcoadm26": _TURBONOMIC,
    "sandboxes.cloud": {"aud": _LITERAL},
    "scalr.io": _ACCOUNT,
    "sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d": {"sts:rolesessionname": _LITERAL},  # Microsoft Sentinel
    "studio.datachain.ai/api": {"sub": rf"credentials:{_NAME}/.+"},
    "tokens.cloud.shisho.dev": {"sub": _LITERAL},
    "vstoken.actions.githubusercontent.com": {"sub": rf"repo:{_NAME}/.+"},
    "www.amazon.com": {"app_id": _LITERAL, "user_id": _LITERAL},
}
"""By provider, the claims and the values that fix the tenant; a claim with a colon is a condition key of its own.

Every value must name the tenant in full: `*` matches `/` and `:` too, so nothing after a wildcard identifies anyone.
"""

REPOSITORIES: Mapping[str, str] = {
    "repository": rf"{_NAME}/{_NAME}",
    "repository_id": _NUMBER,
    "sub": rf"(repo|repository):{_NAME}/{_NAME}:.+",
}
"""Claims of GitHub Actions and the values that name a repository (GitHub, "OpenID Connect reference")."""

_TESTS = re.compile(r"(foranyvalue:)?string(like|equals(ignorecase)?)")
_NEGATION = re.compile(r"forallvalues:|not|ifexists")


def provider_of(name: str) -> str:
    """The host and path of a provider as in its claims: from its ARN, or its name for built-in providers."""
    return name.rpartition(":oidc-provider/")[2].lower().removeprefix("https://").rstrip("/")


def claim_of(condition: Condition, provider: str) -> str:
    """The claim of a provider that a condition is on; empty for any other key."""
    start, _, claim = condition.key.rpartition(":")
    return claim if start.rstrip("/") == provider else ""


def fixes(condition: Condition, provider: str, claims: Mapping[str, str]) -> bool:
    """Whether every value that a condition accepts has the form of its claim. An unknown value counts as one."""
    operator = condition.operator.lower()
    pattern = claims.get(claim_of(condition, provider) or condition.key)
    flags = re.IGNORECASE if operator.endswith("ignorecase") else re.NOFLAG
    return (
        pattern is not None
        and _TESTS.fullmatch(operator) is not None
        and all(not value or re.fullmatch(pattern, value, flags) for value in condition.values)
    )


def limited(statement: Statement, denials: Iterable[Statement], restricts: Callable[[Condition], bool]) -> bool:
    """Whether a trust is limited by one of its own conditions, or by a Deny unless such a condition is met."""
    return any(map(restricts, statement.conditions)) or any(
        _requires(denial, statement, restricts) for denial in denials
    )


def _requires(denial: Statement, statement: Statement, restricts: Callable[[Condition], bool]) -> bool:
    """Whether a Deny such as one on `StringNotLike` leaves only requests that meet a restricting condition.

    Each of its conditions is one that a request can fail in order to escape the Deny, so each must restrict.
    """
    exceptions = denial.not_actions or denial.not_principals or denial.not_resources
    return (
        not exceptions
        and denial.grants(WEB_IDENTITY)
        and _covers(denial, statement)
        and bool(denial.conditions)
        and all(condition.negates and restricts(_positive(condition)) for condition in denial.conditions)
    )


def _positive(condition: Condition) -> Condition:
    return replace(condition, operator=_NEGATION.sub("", condition.operator.lower()))


def _covers(denial: Statement, statement: Statement) -> bool:
    everyone = {("*", "*"), ("AWS", "*")}
    return bool(everyone & {*denial.principals}) or {*statement.principals} <= {*denial.principals}
