"""Cases of the rule `trust-source`."""

from policies.testing import UNKNOWN, Cases, case, document

CASES = Cases(
    passes=[
        case(
            {
                "assumeRolePolicy": document(
                    {
                        "Action": "sts:AssumeRole",
                        "Principal": {"Service": "ecs-tasks.amazonaws.com"},
                        "Condition": {"StringEquals": {"aws:SourceAccount": "123456789012"}},
                    }
                )
            }
        ),
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
                        "Principal": {"Service": ["backup.amazonaws.com", "glue.amazonaws.com"]},
                    }
                )
            }
        ),
    ],
    fails=[
        case(
            {
                "assumeRolePolicy": document(
                    {"Action": "sts:AssumeRole", "Principal": {"Service": "ecs-tasks.amazonaws.com"}}
                )
            },
            "assumeRolePolicy.Statement[0].Condition",
        ),
        case(
            {
                "assumeRolePolicy": document(
                    {
                        "Action": "sts:AssumeRole",
                        "Principal": {"Service": ["lambda.amazonaws.com", "scheduler.amazonaws.com"]},
                        "Condition": {"StringNotEquals": {"aws:SourceAccount": "1"}},
                    }
                )
            },
            "assumeRolePolicy.Statement[0].Condition",
        ),
    ],
    unknown=[
        case({"assumeRolePolicy": UNKNOWN}, "assumeRolePolicy"),
    ],
)
