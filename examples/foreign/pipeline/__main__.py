"""Roles that lead to each other, and cells that know of each other. Not to be copied: it shows what the packs find."""

import json
from typing import Any

import pulumi_aws as aws

ACCOUNT = "123456789012"
ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"


def document(*statements: dict[str, Any]) -> str:
    """A policy that allows these things."""
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **given} for given in statements]})


def role(name: str, principal: dict[str, str], *statements: dict[str, Any], **tags: str) -> aws.iam.Role:
    """A role, and what it may do."""
    made = aws.iam.Role(
        name,
        name=name,
        assume_role_policy=document({"Principal": principal, "Action": "sts:AssumeRole"}),
        tags=tags,
    )
    if statements:
        aws.iam.RolePolicy(name, name=name, role=made.name, policy=document(*statements))
    return made


# Three ways to the administrator's rights: assuming his role, the code of what runs as him, a group's policies.
root = {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}
release = role("release", root)
aws.iam.RolePolicyAttachment("release", role=release.name, policy_arn=ADMINISTRATOR)
role(
    "build",
    {"Service": "codebuild.amazonaws.com"},
    {"Action": "sts:AssumeRole", "Resource": f"arn:aws:iam::{ACCOUNT}:role/release"},
)
migrate = role("migrate", {"Service": "lambda.amazonaws.com"})
aws.iam.RolePolicyAttachment("migrate", role=migrate.name, policy_arn=ADMINISTRATOR)
aws.lambda_.Function(
    "migrate", name="migrate", role=migrate.arn, runtime="python3.12", handler="run", s3_bucket="x", s3_key="x"
)
role(
    "support",
    {"Service": "ec2.amazonaws.com"},
    {"Action": "lambda:UpdateFunctionCode", "Resource": f"arn:aws:lambda:eu-west-1:{ACCOUNT}:function:mig*"},
)
builders = aws.iam.Group("builders", name="builders")
aws.iam.GroupPolicy(
    "builders",
    name="builders",
    group=builders.name,
    policy=document(
        {"Action": "iam:PassRole", "Resource": f"arn:aws:iam::{ACCOUNT}:role/*"},
        {"Action": ["ecs:RunTask"], "Resource": "*"},
    ),
)
builder = aws.iam.User("builder", name="builder")
aws.iam.UserGroupMembership("builder", user=builder.name, groups=[builders.name])

# A key that CloudWatch Logs uses for everyone's log groups, and another account without any condition.
aws.kms.Key(
    "logs",
    enable_key_rotation=True,
    policy=document(
        {"Principal": {"Service": "logs.eu-west-1.amazonaws.com"}, "Action": "kms:Decrypt", "Resource": "*"},
        {
            "Principal": {"AWS": "arn:aws:iam::210987654321:root"},
            "Action": "kms:Decrypt",
            "Resource": f"arn:aws:kms:eu-west-1:{ACCOUNT}:key/*",
        },
        {"Principal": root, "Action": "kms:*", "Resource": "*"},
    ),
)

# Two cells; the one publishes to the other's topic, which it knows by name.
for cell in ("lisbon", "porto"):
    aws.sns.Topic(cell, name=f"{cell}-orders", tags={"cell": cell})
role(
    "porto-publisher",
    {"Service": "ecs-tasks.amazonaws.com"},
    {"Action": "sns:Publish", "Resource": f"arn:aws:sns:eu-west-1:{ACCOUNT}:lisbon-orders"},
    cell="porto",
)
