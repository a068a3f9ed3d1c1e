"""Cases of the rule `function-permission`."""

from policies.testing import UNKNOWN, Cases, case, linked

CASES = Cases(
    passes=[
        case({"principal": "events.amazonaws.com", "sourceArn": "arn:aws:events:eu-west-1:123456789012:rule/x"}),
        case({"principal": "s3.amazonaws.com", "sourceAccount": "123456789012"}),
        case(
            {"principal": "apigateway.amazonaws.com", "sourceArn": UNKNOWN},
            edges={"sourceArn": [linked("aws:apigatewayv2/api:Api")]},
        ),
        case({"principal": "123456789012"}),
        case({"principal": "*", "principalOrgId": "o-a1b2c3d4e5"}),
        case({"principal": "*", "principalOrgId": "o-a1b2c3d4e5", "functionUrlAuthType": "AWS_IAM"}),
    ],
    fails=[
        case({"principal": "*"}, "principal"),
        case({"principal": "*", "principalOrgId": ""}, "principal"),
        case({"principal": "*", "principalOrgId": "o-*"}, "principal"),
        case({"principal": "*", "functionUrlAuthType": "NONE"}, "principal"),
        case({"principal": "*", "sourceAccount": "123456789012"}, "principal"),
        case({"principal": "*", "sourceArn": "arn:aws:sns:eu-west-1:123456789012:orders"}, "principal"),
        case({"principal": "apigateway.amazonaws.com"}, "sourceArn"),
        case(
            {"principal": "apigateway.amazonaws.com", "sourceArn": "arn:aws:execute-api:eu-west-1:*:*/*"}, "sourceArn"
        ),
        case({"principal": "s3.amazonaws.com", "sourceArn": "arn:aws:s3:::orders"}, "sourceAccount"),
    ],
    unknown=[
        case({"principal": UNKNOWN}, "principal"),
        case({"principal": "*", "principalOrgId": UNKNOWN}, "principalOrgId"),
        case({"principal": UNKNOWN, "sourceAccount": "123456789012"}, "principal"),
        case({"principal": "sns.amazonaws.com", "sourceArn": UNKNOWN}, "sourceArn"),
    ],
)
