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


CASES = Cases(
    passes=[
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
