"""Cases of the rule `web-identity-trust`."""

from typing import Any

from policies.testing import UNKNOWN, Cases, case, document

_CLUSTER = "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE"
_POOLS = "cognito-identity.amazonaws.com"
_AT = "assumeRolePolicy.Statement[0].Condition"


def _trust(provider: str, operator: str = "", **claims: Any) -> dict[str, Any]:
    built_in = (_POOLS, "accounts.google.com", "www.amazon.com", "graph.facebook.com")
    name = provider if provider in built_in else f"arn:aws:iam::123456789012:oidc-provider/{provider}"
    given: dict[str, Any] = {"Action": "sts:AssumeRoleWithWebIdentity", "Principal": {"Federated": name}}
    condition = {operator: {f"{provider}:{claim}": value for claim, value in claims.items()}}
    return {"assumeRolePolicy": document(given | ({"Condition": condition} if operator else {}))}


_ID = "11111111-2222-3333-4444-555555555555"
_CLAIMS = (
    ("gitlab.com", "sub", "project_path:acme/city:ref_type:branch:ref:main", "project_path:*:ref_type:branch:ref:*"),
    ("gitlab.com", "sub", "project_path:acme/*", "project_path:*/city:*"),
    ("gitlab.com", "sub", "project_path:acme/city:*", "project_path:acme*:ref_type:branch:ref:main"),
    ("gitlab.com", "sub", "project_path:acme/maps/city:*", "project_path:acm?/city:*"),
    ("gitlab.com", "sub", "project_path:acme/city:*", "*:ref_type:branch:ref:main"),
    ("gitlab.com", "sub", "project_path:acme/city:*", "project_path:*acme/city:*"),
    ("gitlab.com", "namespace_id", "12345", "*"),
    ("gitlab.com", "project_id", "67890", "6*"),
    ("gitlab.com", "project_path", "acme/city", "*/city"),
    ("app.terraform.io", "sub", "organization:acme:project:*:workspace:*:run_phase:*", "organization:*:project:city:*"),
    ("app.terraform.io", "sub", "organization:acme:*", "organization:acme*"),
    ("app.eu.terraform.io", "sub", "organization:acme:project:city:*", "*:workspace:city:run_phase:apply"),
    ("agent.buildkite.com", "sub", "organization:acme:pipeline:city:*", "organization:*:pipeline:city:*"),
    ("oidc.circleci.com", "sub", "org/11111111/project/*", "org/*/project/22222222/*"),
    ("oidc.circleci.com", "aud", "11111111", "1*"),
    ("api.pulumi.com/oidc", "sub", "pulumi:deploy:org:acme:*", "pulumi:deploy:org:*:project:city:*"),
    ("api.pulumi.com/oidc", "sub", "pulumi:environments:org:acme:env:city/*", "pulumi:*:org:acme:env:city/*"),
    ("api.pulumi.com/oidc", "sub", "pulumi:cmk:pulumi.organization.login:acme", "pulumi:cmk:*:acme"),
    ("api.pulumi.com/oidc", "aud", "aws:acme", "aws:*"),
    ("api.pulumi.com/oidc", "aud", "acme", "ac*"),
    ("oidc.vercel.com", "sub", "owner:acme:project:*", "owner:*:project:city:*"),
    ("oidc.vercel.com", "aud", "https://vercel.com/acme", "https://vercel.com/*"),
    ("app.harness.io/ng/api/oidc", "sub", "account/acme:org/city:*", "account/*:org/city:*"),
    ("oidc.codefresh.io", "sub", "account:11111111:*", "account:*:pipeline:city:*"),
    ("scalr.io", "sub", "account:acme:*", "account:*:environment:city:*"),
    ("proidc.upbound.io", "sub", "mcp:acme/city:provider:provider-aws", "mcp:*/city:provider:provider-aws"),
    ("oidc.modal.com", "sub", "modal:workspace_id:ac-1:*", "modal:workspace_id:*:environment_name:main:*"),
    ("studio.datachain.ai/api", "sub", "credentials:acme/*", "credentials:*/compute"),
    (
        "oidc-configuration.audit-log.githubusercontent.com",
        "sub",
        "https://github.com/acme",
        "https://github.com/*",
    ),
    ("vstoken.actions.githubusercontent.com", "sub", "repo:acme/city:ref:main", "repo:*/city:ref:main"),
    ("login.app.env0.com", "sub", "auth0|632b8219674bde0224a96141", "auth0|*"),
    ("login.app.env0.com/", "sub", "auth0|632b8219674bde0224a96141", "*"),
    ("tokens.cloud.shisho.dev", "sub", "job:acme", "job:*"),
    ("sandboxes.cloud", "aud", "acme", "*"),
    (_POOLS, "aud", f"eu-west-1:{_ID}", "eu-west-1:*"),
    (_POOLS, "sub", f"eu-west-1:{_ID}", "*"),
    ("accounts.google.com", "aud", "1-a.apps.googleusercontent.com", "*.apps.googleusercontent.com"),
    ("accounts.google.com", "sub", "110248495921238986420", "1*"),
    ("www.amazon.com", "app_id", "amzn1.application-oa2-client.1", "amzn1.application-oa2-client.*"),
    ("graph.facebook.com", "app_id", "111111111111", "*"),
)
"""Claims of shared providers: a value with a fixed tenant and one with any tenant."""

_EVERYONES = (
    ("gitlab.com", "aud", "client-1"),
    ("gitlab.com", "aud", "https://gitlab.com"),
    ("gitlab.com", "user_login", "ada"),
    ("app.terraform.io", "aud", "aws.workload.identity"),
    ("agent.buildkite.com", "aud", "sts.amazonaws.com"),
    ("oidc.codefresh.io", "aud", "https://g.codefresh.io"),
    ("oidc.modal.com", "aud", "oidc.modal.com"),
    ("login.app.env0.com", "aud", "hoMiq9PdkRh9LUvVpH4wIErWg50VSG1b"),
    (_POOLS, "amr", "authenticated"),
    ("accounts.google.com", "oaud", "https://city.example.com"),
)
"""Claims that every tenant can have."""

_OWN = (
    ("oidc.circleci.com/org/11111111", "StringEquals", "aud", "11111111"),
    ("oidc.circleci.com/org/11111111", "StringLike", "sub", "org/11111111/project/22222222/*"),
    ("api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc", "StringLike", "sub", "{1}:*"),
    ("acme.app.spacelift.io", "StringLike", "sub", "space:root:*"),
    ("oidc.vercel.com/acme", "StringLike", "sub", "owner:acme:project:city:*"),
    ("gitlab.acme.example", "StringLike", "sub", "project_path:*/city:*"),
    (_CLUSTER, "StringEquals", "sub", "system:serviceaccount:orders:worker"),
    (_CLUSTER, "StringLike", "sub", "system:serviceaccount:orders:*"),
    ("login.example.com", "StringEquals", "aud", "client-1"),
)
"""Providers with an issuer per tenant."""

_GOOD, _BAD = "project_path:acme/city:*", "project_path:*/city:*"
_SENTINEL = "sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d"


def _statement(provider: str, *conditions: tuple[str, str, Any], **more: Any) -> dict[str, Any]:
    blocks: dict[str, dict[str, Any]] = {}
    for operator, key, value in conditions:
        blocks.setdefault(operator, {})[key] = value
    principal = {"Federated": f"arn:aws:iam::123456789012:oidc-provider/{provider}"}
    given = {"Action": "sts:AssumeRoleWithWebIdentity", "Principal": principal, **more}
    return given | ({"Condition": blocks} if blocks else {})


def _policy(*statements: dict[str, Any]) -> dict[str, Any]:
    return {"assumeRolePolicy": document(*statements)}


def _unless(operator: str, value: Any, key: str = "gitlab.com:sub", **more: Any) -> dict[str, Any]:
    """A trust in GitLab with any project, and a Deny for all but some of them."""
    denial = _statement("gitlab.com", (operator, key, value), Effect="Deny") | more
    return _policy(_statement("gitlab.com", ("StringEquals", "gitlab.com:aud", "client-1")), denial)


_LIMITED: tuple[dict[str, Any], ...] = (
    _policy(_statement("gitlab.com", ("ForAnyValue:StringLike", "gitlab.com:sub", _GOOD))),
    _policy(_statement("gitlab.com", ("StringEqualsIgnoreCase", "gitlab.com:sub", "Project_Path:acme/city:a"))),
    _policy(_statement("gitlab.com", ("StringLike", "GitLab.com:SUB", [_GOOD, "project_path:acme/maps:*"]))),
    _policy(_statement("GitLab.com", ("StringLike", "gitlab.com:sub", _GOOD))),
    _policy(
        _statement("gitlab.com", ("StringLike", "gitlab.com:sub", _GOOD), ("StringEquals", "gitlab.com:aud", "client"))
    ),
    _policy(
        _statement("gitlab.com", ("StringLike", "gitlab.com:sub", _BAD), ("StringEquals", "gitlab.com:project_id", "1"))
    ),
    _policy(_statement("gitlab.com", ("StringLike", "gitlab.com:sub", _GOOD), Action=["sts:*"])),
    _policy(_statement(_SENTINEL, ("StringEquals", "sts:RoleSessionName", "MicrosoftSentinel_1"))),
    _policy(_statement("gitlab.com", Effect="Deny")),
    _policy(_statement("gitlab.com", Action="sts:TagSession")),
    _unless("StringNotLike", _GOOD),
    _unless("StringNotLikeIfExists", [_GOOD, "project_path:acme/maps:*"]),
    _unless("StringNotEquals", "1", "gitlab.com:project_id", Principal="*"),
)
_OPEN: tuple[dict[str, Any], ...] = (
    _policy(_statement("gitlab.com")),
    *(
        _policy(_statement("gitlab.com", (operator, "gitlab.com:sub", "project_path:acme/city:a")))
        for operator in (
            *("StringEqualsIfExists", "StringLikeIfExists", "StringNotEquals", "StringNotLike"),
            *("ForAllValues:StringEquals", "ForAllValues:StringLike", "ForAnyValue:StringNotLike"),
        )
    ),
    _policy(_statement("gitlab.com", ("Null", "gitlab.com:sub", "false"))),
    _policy(_statement("gitlab.com", ("StringEquals", "app.terraform.io:sub", "organization:acme:project:city"))),
    _policy(_statement("gitlab.com", ("StringEquals", "aws:PrincipalOrgID", "o-1234567890"))),
    _policy(_statement(_SENTINEL, ("StringEquals", f"{_SENTINEL}:aud", "api://1462b192"))),
    _policy(_statement(_SENTINEL, ("StringLike", "sts:RoleSessionName", "MicrosoftSentinel_*"))),
    _policy(_statement(_CLUSTER, ("StringLike", f"{_CLUSTER}:sub", "system:serviceaccount:*:*"))),
    _policy(
        _statement(
            "gitlab.com",
            ("StringLike", "gitlab.com:sub", _GOOD),
            Principal={
                "Federated": [f"arn:aws:iam::123456789012:oidc-provider/{name}" for name in ("gitlab.com", "scalr.io")]
            },
        )
    ),
    _unless("StringNotLike", _BAD),
    _unless("StringLike", _GOOD),
    _unless("ForAnyValue:StringNotLike", _GOOD),
    _unless("StringNotLike", _GOOD, Action="sts:TagSession"),
    _unless("StringNotLike", _GOOD, Principal={"AWS": "arn:aws:iam::123456789012:role/a"}),
    _unless("StringNotEquals", "client-1", "gitlab.com:aud"),
)

CASES = Cases(
    passes=[
        *(case(_trust(provider, "StringLike", **{claim: good})) for provider, claim, good, _ in _CLAIMS),
        *(case(_trust(provider, operator, **{claim: value})) for provider, operator, claim, value in _OWN),
        *map(case, _LIMITED),
        case(_trust(_CLUSTER, "StringEquals", aud="sts.amazonaws.com", sub="system:serviceaccount:orders:worker")),
        case(_trust(_POOLS, "StringEquals", aud="eu-west-1:11111111-2222-3333-4444-555555555555")),
        case(_trust("login.example.com", "StringEquals", aud="client-1")),
        case(_trust("gitlab.com", "StringLike", sub="project_path:acme/city:*")),
        case(_trust("token.actions.githubusercontent.com")),  # has a rule of its own
        case({"assumeRolePolicy": document({"Action": "sts:AssumeRole", "Principal": {"Service": "x.amazonaws.com"}})}),
        case(
            {
                "assumeRolePolicy": document(
                    {
                        "Action": "sts:AssumeRoleWithSAML",
                        "Principal": {"Federated": "arn:aws:iam::123456789012:saml-provider/x"},
                    }
                )
            }
        ),
    ],
    fails=[
        *(case(_trust(provider, "StringLike", **{claim: bad}), _AT) for provider, claim, _, bad in _CLAIMS),
        *(case(_trust(provider, "StringLike", **{claim: [good, bad]}), _AT) for provider, claim, good, bad in _CLAIMS),
        *(case(_trust(provider, "StringEquals", **{claim: value}), _AT) for provider, claim, value in _EVERYONES),
        *(case(trust, _AT) for trust in _OPEN),
        case(
            _policy(
                _statement("gitlab.com", ("StringLike", "gitlab.com:sub", _GOOD)),
                _statement("gitlab.com", ("StringEquals", "gitlab.com:aud", "client-1")),
            ),
            "assumeRolePolicy.Statement[1].Condition",
        ),
        case(_trust("gitlab.com", "StringNotEquals", sub="project_path:acme/city:ref_type:tag"), _AT),
        case(_trust("gitlab.com", "StringLikeIfExists", sub="project_path:acme/city:*"), _AT),
        case(_trust(_CLUSTER), _AT),
        case(_trust(_CLUSTER, "StringEquals", aud="sts.amazonaws.com"), _AT),
        case(_trust(_CLUSTER, "StringLike", sub="*"), _AT),
        case(_trust(_CLUSTER, "StringEqualsIfExists", sub="system:serviceaccount:orders:worker"), _AT),
        case(_trust(_POOLS), _AT),
        case(_trust("gitlab.com", "StringEquals", aud="https://gitlab.com"), _AT),
    ],
    unknown=[
        case({"assumeRolePolicy": UNKNOWN}, "assumeRolePolicy"),
        case(
            {"assumeRolePolicy": {"Statement": [{"Effect": "Allow", "Action": "sts:*", "Principal": UNKNOWN}]}},
            "assumeRolePolicy.Statement[0].Principal",
        ),
    ],
)
