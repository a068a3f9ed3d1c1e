"""Cases of the rule `database-insights-key`."""

from policies.testing import UNKNOWN, Cases, case, linked

CASES = Cases(
    passes=[
        case(
            {
                "performanceInsightsEnabled": True,
                "performanceInsightsKmsKeyId": "arn:aws:kms:eu-west-1:123456789012:key/1",
            }
        ),
        case(
            {"performanceInsightsEnabled": True, "performanceInsightsKmsKeyId": UNKNOWN},
            edges={"performanceInsightsKmsKeyId": [linked("aws:kms/key:Key")]},
        ),
        case({"performanceInsightsEnabled": False}),
    ],
    fails=[
        case(
            {
                "performanceInsightsEnabled": True,
            },
            "performanceInsightsKmsKeyId",
        ),
        case(
            {
                "performanceInsightsEnabled": True,
                "performanceInsightsKmsKeyId": "arn:aws:kms:eu-west-1:123456789012:alias/aws/x",
            },
            "performanceInsightsKmsKeyId",
        ),
    ],
    unknown=[
        case(
            {"performanceInsightsEnabled": True, "performanceInsightsKmsKeyId": UNKNOWN}, "performanceInsightsKmsKeyId"
        ),
        case(
            {"performanceInsightsEnabled": True, "performanceInsightsKmsKeyId": UNKNOWN},
            "performanceInsightsKmsKeyId",
            edges={"performanceInsightsKmsKeyId": [linked("aws:iam/role:Role")]},
        ),
        case({"performanceInsightsEnabled": UNKNOWN}, "performanceInsightsEnabled"),
    ],
)
