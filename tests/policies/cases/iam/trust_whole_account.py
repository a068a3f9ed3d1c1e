"""Cases of the rule `trust-whole-account`."""

from policies.testing import UNKNOWN, Cases, case, document

CASES = Cases(
    passes=[
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
