"""Cases of the rule `github-trust`."""

from typing import Any

from policies.testing import UNKNOWN, Cases, case, document

_PROVIDER = "token.actions.githubusercontent.com"
_AT = "assumeRolePolicy.Statement[0].Condition"


def _trust(**statement: Any) -> dict[str, Any]:
    principal = {"Federated": f"arn:aws:iam::123456789012:oidc-provider/{_PROVIDER}"}
    given = {"Action": "sts:AssumeRoleWithWebIdentity", "Principal": principal, **statement}
    return {"assumeRolePolicy": document(given)}


def _subject(operator: str, subject: Any) -> dict[str, Any]:
    return _trust(Condition={operator: {f"{_PROVIDER}:sub": subject, f"{_PROVIDER}:aud": "sts.amazonaws.com"}})


CASES = Cases(
    passes=[
        case(_subject("StringEquals", "repo:acme/city:environment:production")),
        case(_subject("StringLike", ["repo:acme/city:*", "repo:acme/maps:ref:refs/heads/main"])),
        case(_trust(Principal={"Service": "ecs-tasks.amazonaws.com"})),
        case(_trust(Effect="Deny")),
    ],
    fails=[
        case(_trust(), _AT),
        case(_trust(Condition={"StringEquals": {f"{_PROVIDER}:aud": "sts.amazonaws.com"}}), _AT),
        case(_subject("StringLike", "*"), _AT),
        case(_subject("StringLike", "repo:*"), _AT),
        case(_subject("StringLike", "repo:acme/*"), _AT),
        case(_subject("StringLike", ["repo:acme/city:*", "repo:acme*/city:*"]), _AT),
        case(_subject("StringNotEquals", "repo:acme/city:pull_request"), _AT),
        case(_subject("StringEqualsIfExists", "repo:acme/city:environment:production"), _AT),
    ],
    unknown=[case({"assumeRolePolicy": UNKNOWN}, "assumeRolePolicy")],
)
