"""A log group whose retention changes in place, a table whose key does not, a secret, and an archive."""

from pathlib import Path

import pulumi
import pulumi_aws as aws

settings = pulumi.Config()
here = Path(__file__).parent

group = aws.cloudwatch.LogGroup("group", retention_in_days=settings.require_int("retention"))
table = aws.dynamodb.Table(
    "table",
    billing_mode="PAY_PER_REQUEST",
    hash_key=settings.require("hash-key"),
    attributes=[{"name": settings.require("hash-key"), "type": "S"}],
    stream_enabled=True,
    stream_view_type="NEW_IMAGE",
)
role = aws.iam.Role(
    "role",
    assume_role_policy=aws.iam.get_policy_document(
        statements=[
            {
                "actions": ["sts:AssumeRole"],
                "principals": [{"type": "Service", "identifiers": ["lambda.amazonaws.com"]}],
            }
        ]
    ).json,
)
function = aws.lambda_.Function(
    "function",
    role=role.arn,
    runtime=aws.lambda_.Runtime.PYTHON3D11,
    handler="main.handle",
    code=pulumi.FileArchive(str(here / "code")),
    environment={"variables": {"TABLE": table.name, "TOKEN": pulumi.Output.secret("canary-of-the-engine-tests")}},
)

pulumi.export("streamArn", table.stream_arn)
