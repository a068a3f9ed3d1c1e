"""Cases of the rule `privilege-escalation`."""

from policies.testing import UNKNOWN, Cases, case, document

CASES = Cases(
    passes=[
        case(
            {
                "policy": document(
                    {
                        "Action": "lambda:UpdateFunctionCode",
                        "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:x",
                    }
                )
            }
        ),
        case({"policy": document({"Action": "cloudwatch:PutMetricData", "Resource": "*"})}),
    ],
    fails=[
        case(
            {"policy": document({"Action": "iam:CreatePolicyVersion", "Resource": "*"})}, "policy.Statement[0].Action"
        ),
        case(
            {"policy": document({"Action": ["s3:ListBucket", "lambda:Update*"], "Resource": "*"})},
            "policy.Statement[0].Action",
        ),
        case(
            {"policy": document({"Action": "iam:PutRolePolicy", "Resource": "arn:aws:iam::123456789012:role/*"})},
            "policy.Statement[0].Action",
        ),
    ],
    unknown=[
        case({"policy": UNKNOWN}, "policy"),
        case(
            {"policy": {"Statement": [{"Effect": "Allow", "Action": [UNKNOWN], "Resource": "arn:aws:s3:::x"}]}},
            "policy.Statement[0].Action[0]",
        ),
    ],
)
