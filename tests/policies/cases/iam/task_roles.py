"""Cases of the rule `task-roles`."""

from policies.testing import UNKNOWN, Cases, case, linked

CASES = Cases(
    passes=[
        case(
            {"taskRoleArn": "arn:aws:iam::123456789012:role/a", "executionRoleArn": "arn:aws:iam::123456789012:role/b"}
        ),
        case({"executionRoleArn": UNKNOWN}),
        case(
            {"taskRoleArn": UNKNOWN, "executionRoleArn": UNKNOWN},
            edges={
                "taskRoleArn": [linked("aws:iam/role:Role", "one")],
                "executionRoleArn": [linked("aws:iam/role:Role", "two")],
            },
        ),
    ],
    fails=[
        case(
            {"taskRoleArn": "arn:aws:iam::123456789012:role/a", "executionRoleArn": "arn:aws:iam::123456789012:role/a"},
            "taskRoleArn",
        ),
        case(
            {"taskRoleArn": UNKNOWN, "executionRoleArn": UNKNOWN},
            "taskRoleArn",
            edges={
                "taskRoleArn": [linked("aws:iam/role:Role", "one")],
                "executionRoleArn": [linked("aws:iam/role:Role", "one")],
            },
        ),
    ],
    unknown=[
        case({"taskRoleArn": UNKNOWN, "executionRoleArn": "arn:aws:iam::123456789012:role/a"}, "taskRoleArn"),
    ],
)
