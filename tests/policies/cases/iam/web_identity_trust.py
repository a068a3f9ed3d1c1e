"""Cases of the rule `web-identity-trust`."""

from typing import Any

from policies.testing import UNKNOWN, Cases, case, document

_CLUSTER = "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE"
_POOLS = "cognito-identity.amazonaws.com"
_AT = "assumeRolePolicy.Statement[0].Condition"


def _trust(provider: str, operator: str = "", **claims: Any) -> dict[str, Any]:
    name = provider if provider == _POOLS else f"arn:aws:iam::123456789012:oidc-provider/{provider}"
    given: dict[str, Any] = {"Action": "sts:AssumeRoleWithWebIdentity", "Principal": {"Federated": name}}
    condition = {operator: {f"{provider}:{claim}": value for claim, value in claims.items()}}
    return {"assumeRolePolicy": document(given | ({"Condition": condition} if operator else {}))}


_SUBJECTS = (
    ("gitlab.com", "project_path:acme/city:ref_type:branch:ref:main", "project_path:*:ref_type:branch:ref:*"),
    ("gitlab.com", "project_path:acme/*", "project_path:*/city:*"),
    ("gitlab.com", "project_path:acme/city:*", "project_path:acme*:ref_type:branch:ref:main"),
    ("app.terraform.io", "organization:acme:project:*:workspace:*:run_phase:*", "organization:*:project:city:*"),
    ("agent.buildkite.com", "organization:acme:pipeline:city:*", "organization:*:pipeline:city:*"),
    ("oidc.circleci.com", "org/11111111/project/*", "org/*/project/22222222/*"),
    ("api.pulumi.com/oidc", "pulumi:deploy:org:acme:*", "pulumi:deploy:org:*:project:city:*"),
    ("oidc.vercel.com", "owner:acme:project:*", "owner:*:project:city:*"),
    ("app.harness.io/ng/api/oidc", "account/acme:org/city:*", "account/*:org/city:*"),
    ("oidc.codefresh.io", "account:11111111:*", "account:*:pipeline:city:*"),
    ("scalr.io", "account:acme:*", "account:*:environment:city:*"),
)
"""Subjects of shared providers with a fixed tenant and with any tenant."""

CASES = Cases(
    passes=[
        *(case(_trust(provider, "StringLike", sub=good)) for provider, good, _ in _SUBJECTS),
        case(_trust("oidc.circleci.com/org/11111111", "StringEquals", aud="11111111")),
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
        *(case(_trust(provider, "StringLike", sub=bad), _AT) for provider, _, bad in _SUBJECTS),
        *(case(_trust(provider, "StringLike", sub=[good, bad]), _AT) for provider, good, bad in _SUBJECTS),
        case(_trust("gitlab.com", "StringEquals", aud="client-1"), _AT),
        case(_trust("app.terraform.io", "StringEquals", aud="aws.workload.identity"), _AT),
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
