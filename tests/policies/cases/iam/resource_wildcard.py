"""Cases of the rule `resource-wildcard`."""

from policies.testing import UNKNOWN, Cases, case, document

_INTERFACES = {"Action": ["ec2:CreateNetworkInterface"], "Resource": "*"}
_NOT_FROM_CODE = {
    "Effect": "Deny",
    "Condition": {"ArnEquals": {"lambda:SourceFunctionArn": "arn:aws:lambda:eu-west-1:123456789012:function:x"}},
}

CASES = Cases(
    passes=[
        case({"policy": document(_INTERFACES, _INTERFACES | _NOT_FROM_CODE)}),
        case(
            {
                "policy": document(
                    {"Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:eu-west-1:123456789012:table/x"}
                )
            }
        ),
        case(
            {
                "policy": document(
                    {
                        "Action": ["cloudwatch:PutMetricData", "xray:PutTraceSegments", "ecr:GetAuthorizationToken"],
                        "Resource": "*",
                    }
                )
            }
        ),
        case(
            {
                "policy": document(
                    {
                        "Action": "dynamodb:GetItem",
                        "Resource": "*",
                        "Condition": {"StringEquals": {"aws:ResourceAccount": "123456789012"}},
                    }
                )
            }
        ),
        case({"policy": document({"Action": "nosuch:Action", "Resource": "*"})}),
    ],
    fails=[
        case(
            {"policy": document(_INTERFACES, _INTERFACES | {"Effect": "Deny", "Resource": "arn:aws:ec2:x"})},
            "policy.Statement[0].Resource",
        ),
        case(
            {"policy": document(_INTERFACES, _NOT_FROM_CODE | {"Action": "s3:*", "Resource": "*"})},
            "policy.Statement[0].Resource",
        ),
        case({"policy": document({"Action": "dynamodb:GetItem", "Resource": "*"})}, "policy.Statement[0].Resource"),
        case({"policy": document({"Action": "s3:PutObject", "Resource": "*"})}, "policy.Statement[0].Resource"),
        case(
            {"policy": document({"Action": ["cloudwatch:PutMetricData", "s3:Put*"], "Resource": ["*"]})},
            "policy.Statement[0].Resource",
        ),
        case(
            {"policy": document({"Action": "sns:Publish", "NotResource": "arn:aws:sns:*:*:x"})},
            "policy.Statement[0].Resource",
        ),
        case(
            {
                "policy": document(
                    {
                        "Action": "dynamodb:GetItem",
                        "Resource": "*",
                        "Condition": {"StringEqualsIfExists": {"aws:ResourceAccount": "123456789012"}},
                    }
                )
            },
            "policy.Statement[0].Resource",
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
