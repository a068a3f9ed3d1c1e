"""Cases of the rule `admin-wildcard`."""

from policies.testing import UNKNOWN, Cases, case, document

CASES = Cases(
    passes=[
        case({"policy": document({"Action": "*", "Resource": "arn:aws:s3:::bucket/*"})}),
        case({"policy": document({"Action": ["s3:GetObject"], "Resource": "*"})}),
        case({"policy": document({"Effect": "Deny", "Action": "*", "Resource": "*"})}),
    ],
    fails=[
        case({"policy": document({"Action": "*", "Resource": "*"})}, "policy.Statement[0].Action"),
        case(
            {"policy": document({"Action": ["s3:GetObject", "*:*"], "Resource": ["*"]})}, "policy.Statement[0].Action"
        ),
        case({"policy": document({"Action": "*", "Resource": "?*"})}, "policy.Statement[0].Action"),
        case(
            {
                "policy": {
                    "Statement": [
                        {"Effect": "Allow", "Action": "*", "Resource": "*"},
                        {"Effect": "Deny", "Action": "s3:DeleteObject", "Resource": UNKNOWN},
                    ]
                }
            },
            "policy.Statement[0].Action",
        ),
        case({"policy": document({"NotAction": "iam:*", "Resource": "*"})}, "policy.Statement[0].Action"),
        case({"policy": document({"Action": "*", "NotResource": "arn:aws:s3:::x"})}, "policy.Statement[0].Action"),
    ],
    unknown=[
        case({"policy": UNKNOWN}, "policy"),
        case(
            {"policy": {"Statement": [{"Effect": "Allow", "Action": [UNKNOWN], "Resource": "arn:aws:s3:::x"}]}},
            "policy.Statement[0].Action[0]",
        ),
    ],
)
