"""Cases of the rule `trust-whole-account`."""

from typing import Any

from policies.testing import UNKNOWN, Case, Cases, case, document


def _account(*at: str, **condition: Any) -> Case:
    """A trust in the principals of an account that meet a condition."""
    trust = {"Action": "sts:AssumeRole", "Principal": {"AWS": "123456789012"}, "Condition": condition}
    return case({"assumeRolePolicy": document(trust)}, *at)


_AT = "assumeRolePolicy.Statement[0].Principal"

CASES = Cases(
    passes=[
        _account(Bool={"aws:MultiFactorAuthPresent": True}),
        _account(ArnLike={"aws:PrincipalArn": "arn:aws:iam::123456789012:role/deploy-*"}),
        case(
            {
                "assumeRolePolicy": document(
                    {"Action": "sts:AssumeRole", "Principal": {"AWS": "arn:aws:iam::123456789012:role/deploy"}}
                )
            }
        ),
        case(
            {
                "assumeRolePolicy": document(
                    {
                        "Action": "sts:AssumeRole",
                        "Principal": {"AWS": "123456789012"},
                        "Condition": {"StringEquals": {"sts:ExternalId": "x"}},
                    }
                )
            }
        ),
    ],
    fails=[
        _account(_AT, Bool={"aws:MultiFactorAuthPresent": "false"}),
        _account(_AT, ArnLike={"aws:PrincipalArn": "arn:aws:iam::123456789012:*"}),
        _account(_AT, ArnLike={"aws:PrincipalArn": "arn:aws:iam::123456789012:role/*"}),
        _account(_AT, StringLike={"sts:ExternalId": "?*"}),
        case(
            {
                "assumeRolePolicy": document(
                    {"Action": "sts:AssumeRole", "Principal": {"AWS": "arn:aws:iam::123456789012:root"}}
                )
            },
            "assumeRolePolicy.Statement[0].Principal",
        ),
        case(
            {"assumeRolePolicy": document({"Action": "sts:AssumeRole", "Principal": {"AWS": "123456789012"}})},
            "assumeRolePolicy.Statement[0].Principal",
        ),
    ],
    unknown=[
        case({"assumeRolePolicy": UNKNOWN}, "assumeRolePolicy"),
    ],
)
