"""Cases of the rule `trust-anyone`."""

from policies.testing import UNKNOWN, Cases, case, document

CASES = Cases(
    passes=[
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
