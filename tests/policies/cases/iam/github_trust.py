"""Cases of the rule `github-trust`."""

from typing import Any

from policies.testing import UNKNOWN, Cases, case, document

_PROVIDER = "token.actions.githubusercontent.com"
_AT = "assumeRolePolicy.Statement[0].Condition"


def _trusted(**statement: Any) -> dict[str, Any]:
    principal = {"Federated": f"arn:aws:iam::123456789012:oidc-provider/{_PROVIDER}"}
    return {"Action": "sts:AssumeRoleWithWebIdentity", "Principal": principal, **statement}


def _denied(operator: str, subject: str) -> dict[str, Any]:
    return _trusted(Effect="Deny", Condition={operator: {f"{_PROVIDER}:sub": subject}})


def _both(*statements: dict[str, Any]) -> dict[str, Any]:
    return {"assumeRolePolicy": document(*statements)}


def _trust(**statement: Any) -> dict[str, Any]:
    return _both(_trusted(**statement))


def _subject(operator: str, subject: Any) -> dict[str, Any]:
    return _trust(Condition={operator: {f"{_PROVIDER}:sub": subject, f"{_PROVIDER}:aud": "sts.amazonaws.com"}})


CASES = Cases(
    passes=[
        case(_subject("StringEquals", "repo:acme/city:environment:production")),
        case(_subject("StringLike", ["repo:acme/city:*", "repo:acme/maps:ref:refs/heads/main"])),
        case(_trust(Principal={"Service": "ecs-tasks.amazonaws.com"})),
        case(_trust(Effect="Deny")),
        case(_subject("ForAnyValue:StringLike", "repo:acme/city:*")),
        case(_subject("StringEqualsIgnoreCase", "Repo:Acme/city:ref:refs/heads/main")),
        case(_subject("StringLike", "repo:acme@123456/city@456789:*")),
        case(_trust(Condition={"StringEquals": {f"{_PROVIDER}:repository": "acme/city"}})),
        case(_trust(Condition={"StringEquals": {f"{_PROVIDER}:repository_id": "456789"}})),
        case(_both(_trusted(), _denied("StringNotLike", "repo:acme/city:*"))),
        case(_trust(Action="sts:TagSession")),
    ],
    fails=[
        case(_trust(), _AT),
        case(_trust(Principal={"Federated": _PROVIDER}), _AT),
        case(_trust(Principal={"Federated": f"arn:aws:iam::123456789012:oidc-provider/{_PROVIDER.upper()}"}), _AT),
        case(_trust(Action="sts:*"), _AT),
        case(_trust(Condition={"StringEquals": {"gitlab.com:sub": "repo:acme/city:ref:refs/heads/main"}}), _AT),
        case(_trust(Condition={"StringEquals": {f"{_PROVIDER}:repository_owner": "acme"}}), _AT),
        case(_trust(Condition={"StringLike": {f"{_PROVIDER}:job_workflow_ref": "acme/city/.github/*"}}), _AT),
        case(_subject("StringLike", "repo:acme/cit?:*"), _AT),
        case(_subject("StringLike", "repo:*/city:*"), _AT),
        case(_subject("StringLike", "*:ref:refs/heads/main"), _AT),
        case(_subject("ForAllValues:StringLike", "repo:acme/city:*"), _AT),
        case(_subject("StringNotLike", "repo:acme/city:*"), _AT),
        case(_both(_trusted(), _denied("StringNotLike", "repo:*/city:*")), _AT),
        case(_both(_trusted(), _denied("StringLike", "repo:acme/city:*")), _AT),
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
