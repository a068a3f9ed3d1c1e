"""Cases of the rule `pass-role`."""

from policies.testing import UNKNOWN, Cases, case, document

CASES = Cases(
    passes=[
        case(
            {
                "policy": document(
                    {
                        "Action": "iam:PassRole",
                        "Resource": "arn:aws:iam::123456789012:role/task",
                        "Condition": {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}},
                    }
                )
            }
        ),
        case(
            {
                "policy": document(
                    {
                        "Action": "iam:PassRole",
                        "Resource": "arn:aws:iam::123456789012:role/cell-role/*",
                        "Condition": {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}},
                    }
                )
            }
        ),
        case({"policy": document({"Action": "s3:GetObject", "Resource": "*"})}),
    ],
    fails=[
        case(
            {
                "policy": document(
                    {
                        "Action": "iam:PassRole",
                        "Resource": "arn:aws:iam::123456789012:role/task",
                        "Condition": {"StringLike": {"iam:PassedToService": "*.amazonaws.com"}},
                    }
                )
            },
            "policy.Statement[0].Condition",
        ),
        case(
            {
                "policy": document(
                    {
                        "Action": "iam:PassRole",
                        "Resource": "arn:aws:iam::123456789012:role/*",
                        "Condition": {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}},
                    }
                )
            },
            "policy.Statement[0].Resource",
        ),
        case(
            {"policy": document({"Action": "iam:Pass*", "Resource": "arn:aws:iam::123456789012:role/task"})},
            "policy.Statement[0].Condition",
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
