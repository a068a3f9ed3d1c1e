"""Cases of the rule `resource-wildcard`."""

from typing import Any

from policies.testing import UNKNOWN, Case, Cases, case, document

_INTERFACES = {"Action": ["ec2:CreateNetworkInterface"], "Resource": "*"}
_NOT_FROM_CODE = {
    "Effect": "Deny",
    "Condition": {"ArnEquals": {"lambda:SourceFunctionArn": "arn:aws:lambda:eu-west-1:123456789012:function:x"}},
}

_WRITES = {"Action": ["dynamodb:PutItem", "dynamodb:DeleteTable"], "Resource": "*"}


_EVERY = (
    ("dynamodb:PutItem", "arn:aws:dynamodb:*:*:table/*"),
    ("dynamodb:DeleteTable", "arn:aws:dynamodb:eu-west-1:123456789012:table/*"),
    ("s3:DeleteObject", "arn:aws:s3:::*"),
    ("s3:PutObject", "arn:aws:s3:::*/*"),
    ("logs:PutLogEvents", "arn:aws:logs:*:*:*"),
)
"""Actions with a pattern for all resources of a type."""

_NEW = (
    (
        "comprehend:StartPiiEntitiesDetectionJob",
        "arn:aws:comprehend:eu-west-1:123456789012:pii-entities-detection-job/*",
    ),
    ("comprehend:StartPiiEntitiesDetectionJob", "arn:aws:comprehend:*:*:pii-entities-detection-job/*"),
    ("comprehend:StartPii*", "arn:aws:comprehend:*:123456789012:pii-entities-detection-job/*"),
    ("comprehend:StartTopicsDetectionJob", "arn:aws:comprehend:eu-west-1:123456789012:topics-detection-job/*"),
    ("batch:SubmitJob", "arn:aws:batch:eu-west-1:123456789012:job/*"),
    ("ec2:ImportSnapshot", "arn:aws:ec2:*::snapshot/*"),
    ("fis:StartExperiment", "arn:aws:fis:eu-west-1:123456789012:experiment/*"),
    ("ssm:StartAutomationExecution", "arn:aws:ssm:eu-west-1:123456789012:automation-execution/*"),
    ("batch:SubmitJob", ["arn:aws:batch:*:*:job/*", "arn:aws:batch:eu-west-1:123456789012:job-queue/orders"]),
)
"""Actions with all resources of a type that they only make, with an id that AWS chooses."""

_OLD = (
    ("comprehend:StartPiiEntitiesDetectionJob", "*"),
    ("comprehend:StartPiiEntitiesDetectionJob", "arn:aws:comprehend:eu-west-1:123456789012:*"),
    ("comprehend:StartPiiEntitiesDetectionJob", "arn:aws:comprehend:*:*:*/*"),
    ("comprehend:StartPiiEntitiesDetectionJob", "arn:aws:comprehend:*:*:pii-*"),
    ("comprehend:StopPiiEntitiesDetectionJob", "arn:aws:comprehend:*:*:pii-entities-detection-job/*"),
    ("comprehend:StartDocumentClassificationJob", "arn:aws:comprehend:*:*:document-classifier/*"),
    ("comprehend:*", "arn:aws:comprehend:*:*:pii-entities-detection-job/*"),
    ("batch:SubmitJob", "arn:aws:batch:eu-west-1:123456789012:job-queue/*"),
    ("batch:SubmitJob", ["arn:aws:batch:*:*:job/*", "arn:aws:batch:*:*:job-definition/*"]),
    ("batch:TerminateJob", "arn:aws:batch:eu-west-1:123456789012:job/*"),
    ("fis:StartExperiment", "arn:aws:fis:eu-west-1:123456789012:experiment-template/*"),
    ("ssm:StartAutomationExecution", "arn:aws:ssm:*:*:automation-definition/*"),
    ("ec2:StartInstances", "arn:aws:ec2:eu-west-1:123456789012:instance/*"),
    ("ec2:CopySnapshot", "arn:aws:ec2:eu-west-1::snapshot/*"),
    ("states:StartExecution", "arn:aws:states:eu-west-1:123456789012:stateMachine:*"),
    ("codebuild:StartBuild", "arn:aws:codebuild:eu-west-1:123456789012:project/*"),
    ("backup:StartBackupJob", "arn:aws:backup:eu-west-1:123456789012:backup-vault:*"),
    ("acm:ImportCertificate", "arn:aws:acm:eu-west-1:123456789012:certificate/*"),
    ("cloudformation:CreateStack", "*"),
    ("ec2:RunInstances", "*"),
    ("dynamodb:CreateTable", "*"),
)
"""Near ones: actions on what exists, and patterns that cover more than the new type."""

_NAMED = (
    ("dynamodb:PutItem", "arn:aws:dynamodb:*:*:table/orders*"),
    ("s3:DeleteObject", "arn:aws:s3:::orders/*"),
    ("glue:UpdateTable", "arn:aws:glue:eu-west-1:123456789012:catalog"),
    ("ec2:RunInstances", "arn:aws:ec2:eu-west-1:123456789012:volume/*"),
    ("logs:CreateLogGroup", "arn:aws:logs:eu-west-1:123456789012:*"),
)
"""Actions with a named resource, the only one of its type, or one that the action creates."""


def _on(action: str, arn: str | list[str]) -> dict[str, Any]:
    return {"Action": action, "Resource": arn}


def _with_denial(granted: dict[str, Any], denied: str | list[str], **condition: Any) -> Case:
    """A grant on every resource, with a Deny that differs from the one in the AWS guide."""
    denial = _NOT_FROM_CODE | {"Action": denied, "Resource": "*"} | ({"Condition": condition} if condition else {})
    return case({"policy": document(granted, denial)}, "policy.Statement[0].Resource")


CASES = Cases(
    passes=[
        case({"policy": document(_INTERFACES, _INTERFACES | _NOT_FROM_CODE)}),
        case({"policy": document(_INTERFACES, _NOT_FROM_CODE | {"Action": "ec2:*", "Resource": "*"})}),
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
        *(case({"policy": document(_on(*pair))}) for pair in (*_NAMED, *_NEW)),
        case(
            {
                "policy": document(
                    {"Action": ["xray:PutTraceSegments", "s3:Put*"], "Resource": "*"},
                    {"Effect": "Deny", "Action": "s3:*", "Resource": "*"},
                )
            }
        ),
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
        _with_denial(_WRITES, "*"),
        _with_denial(_WRITES, ["dynamodb:*", "ec2:*"]),
        _with_denial({"Action": "ec2:TerminateInstances", "Resource": "*"}, "ec2:*"),
        _with_denial(_INTERFACES, "*", ArnNotLike={"lambda:SourceFunctionArn": "*"}),
        _with_denial(_INTERFACES, "*", Null={"lambda:SourceFunctionArn": "false"}),
        _with_denial(_INTERFACES, "*", ArnEquals={"lambda:SourceFunctionArn": "x"}),
        _with_denial(_INTERFACES, "*", ArnEquals={"aws:SourceArn": "arn:aws:lambda:eu-west-1:123456789012:function:x"}),
        case({"policy": document({"Action": "dynamodb:GetItem", "Resource": "*"})}, "policy.Statement[0].Resource"),
        case({"policy": document({"Action": "s3:PutObject", "Resource": "*"})}, "policy.Statement[0].Resource"),
        case({"policy": document({"Action": "s3:DeleteObject", "Resource": "?*"})}, "policy.Statement[0].Resource"),
        *(case({"policy": document(_on(*pair))}, "policy.Statement[0].Resource") for pair in (*_EVERY, *_OLD)),
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
