"""Cases of the rule `function-key`."""

from policies.testing import UNKNOWN, Cases, case, linked

CASES = Cases(
    passes=[
        case(
            {"environment": {"variables": {"CELL": "lisbon"}}, "kmsKeyArn": "arn:aws:kms:eu-west-1:123456789012:key/1"}
        ),
        case(
            {"environment": {"variables": {"CELL": "lisbon"}}, "kmsKeyArn": UNKNOWN},
            edges={"kmsKeyArn": [linked("aws:kms/key:Key")]},
        ),
        case({}),
        case({"environment": {"variables": {}}}),
    ],
    fails=[
        case(
            {
                "environment": {"variables": {"CELL": "lisbon"}},
            },
            "kmsKeyArn",
        ),
        case(
            {
                "environment": {"variables": {"CELL": "lisbon"}},
                "kmsKeyArn": "arn:aws:kms:eu-west-1:123456789012:alias/aws/x",
            },
            "kmsKeyArn",
        ),
    ],
    unknown=[
        case({"environment": {"variables": UNKNOWN}}, "environment.variables"),
        case({"environment": {"variables": {"CELL": "lisbon"}}, "kmsKeyArn": UNKNOWN}, "kmsKeyArn"),
        case(
            {"environment": {"variables": {"CELL": "lisbon"}}, "kmsKeyArn": UNKNOWN},
            "kmsKeyArn",
            edges={"kmsKeyArn": [linked("aws:iam/role:Role")]},
        ),
    ],
)
