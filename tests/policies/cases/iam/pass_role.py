"""Cases of the rule `pass-role`."""

from policies.testing import UNKNOWN, Cases, case, document

_RUNS = {"Action": ["iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"], "Resource": "*"}
_TASK = "arn:aws:iam::123456789012:role/task"
_BOTH = ("policy.Statement[0].Condition", "policy.Statement[0].Resource")

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
        case({"policy": document(_RUNS, {"Effect": "Deny", "Action": "iam:PassRole", "Resource": "*"})}),
    ],
    fails=[
        case({"policy": document(_RUNS, {"Effect": "Deny", "Action": "iam:PassRole", "Resource": _TASK})}, *_BOTH),
        case({"policy": document(_RUNS, {"Effect": "Deny", "Action": "iam:Get*", "Resource": "*"})}, *_BOTH),
        case(
            {
                "policy": document(
                    _RUNS,
                    {
                        "Effect": "Deny",
                        "Action": "iam:PassRole",
                        "Resource": "*",
                        "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "false"}},
                    },
                )
            },
            *_BOTH,
        ),
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
        case(
            {
                "policy": {
                    "Statement": [
                        {"Effect": "Allow", **_RUNS},
                        {"Effect": "Deny", "Action": "iam:PassRole", "Resource": UNKNOWN},
                    ]
                }
            },
            "policy.Statement[1].Resource",
        ),
        case({"policy": UNKNOWN}, "policy"),
        case(
            {"policy": {"Statement": [{"Effect": "Allow", "Action": [UNKNOWN], "Resource": "arn:aws:s3:::x"}]}},
            "policy.Statement[0].Action[0]",
        ),
    ],
)
