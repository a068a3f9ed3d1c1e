"""Cases of the rule `credentials-exposure`."""

from policies.testing import UNKNOWN, Cases, case, document

CASES = Cases(
    passes=[
        case(
            {
                "policy": document(
                    {
                        "Action": "rds-db:connect",
                        "Resource": "arn:aws:rds-db:eu-west-1:123456789012:dbuser:cluster-X/orders",
                    }
                )
            }
        ),
        case({"policy": document({"Action": "ecr:GetAuthorizationToken", "Resource": "*"})}),
    ],
    fails=[
        case({"policy": document({"Action": "sts:AssumeRole", "Resource": "*"})}, "policy.Statement[0].Action"),
        case({"policy": document({"Action": "rds-db:*", "Resource": "*"})}, "policy.Statement[0].Action"),
        case(
            {"policy": document({"Action": "sts:AssumeRole", "Resource": "arn:aws:iam::123456789012:role/*"})},
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
