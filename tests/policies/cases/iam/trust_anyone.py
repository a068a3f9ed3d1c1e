"""Cases of the rule `trust-anyone`."""

from typing import Any

from policies.testing import UNKNOWN, Case, Cases, case, document


def _everyone(*at: str, **condition: Any) -> Case:
    """A trust in any principal that meets a condition."""
    return case(
        {"assumeRolePolicy": document({"Action": "sts:AssumeRole", "Principal": {"AWS": "*"}, "Condition": condition})},
        *at,
    )


_AT = "assumeRolePolicy.Statement[0].Principal"

CASES = Cases(
    passes=[
        _everyone(**{"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": ["o-a/r-b/ou-c/*"]}}),
        case(
            {
                "assumeRolePolicy": document(
                    {"Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}
                )
            }
        ),
        case(
            {
                "assumeRolePolicy": document(
                    {
                        "Action": "sts:AssumeRole",
                        "Principal": "*",
                        "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}},
                    }
                )
            }
        ),
    ],
    fails=[
        _everyone(_AT, StringEquals={"aws:PrincipalOrgID": "${aws:PrincipalOrgID}"}),
        _everyone(_AT, StringEquals={"aws:PrincipalAccount": "${aws:PrincipalAccount}"}),
        _everyone(_AT, StringLike={"aws:PrincipalArn": "${aws:PrincipalArn}*"}),
        case(
            {"assumeRolePolicy": document({"Action": "sts:AssumeRole", "Principal": "*"})},
            "assumeRolePolicy.Statement[0].Principal",
        ),
        case(
            {
                "assumeRolePolicy": document(
                    {"Action": "sts:AssumeRole", "Principal": {"AWS": ["arn:aws:iam::123456789012:role/x", "*"]}}
                )
            },
            "assumeRolePolicy.Statement[0].Principal",
        ),
        case(
            {"assumeRolePolicy": document({"Action": "sts:AssumeRole", "NotPrincipal": {"AWS": "123456789012"}})},
            "assumeRolePolicy.Statement[0].Principal",
        ),
        case(
            {
                "assumeRolePolicy": document(
                    {
                        "Action": "sts:AssumeRole",
                        "Principal": "*",
                        "Condition": {"StringLike": {"aws:PrincipalArn": "*"}},
                    }
                )
            },
            "assumeRolePolicy.Statement[0].Principal",
        ),
    ],
    unknown=[
        case({"assumeRolePolicy": UNKNOWN}, "assumeRolePolicy"),
    ],
)
