"""Resources as they should be; the key's ARN is known to the update only."""

import json

import pulumi
import pulumi_aws as aws

here = pulumi.ResourceOptions(provider=aws.Provider("here", region="eu-west-1"))
key_policy = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"AWS": "arn:aws:iam::123456789012:root"},
                "Action": ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"],
                "Resource": "*",
            }
        ],
    }
)
key = aws.kms.Key("key", enable_key_rotation=True, policy=key_policy, opts=here)
aws.cloudwatch.LogGroup("logs", kms_key_id=key.arn, retention_in_days=90, opts=here)
aws.sns.Topic("alarms", kms_master_key_id=key.arn, opts=here)
table = aws.dynamodb.Table(
    "views",
    hash_key="order_id",
    billing_mode="PAY_PER_REQUEST",
    attributes=[{"name": "order_id", "type": "S"}],
    server_side_encryption={"enabled": True, "kms_key_arn": key.arn},
    point_in_time_recovery={"enabled": True},
    deletion_protection_enabled=True,
    tags={"disposable": "true"},
    opts=here,
)
role = aws.iam.Role(
    "projector",
    assume_role_policy=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": {"Service": "ecs-tasks.amazonaws.com"},
                    "Action": "sts:AssumeRole",
                    "Condition": {"StringEquals": {"aws:SourceAccount": "123456789012"}},
                }
            ],
        }
    ),
    opts=here,
)
aws.iam.RolePolicy(
    "projector",
    role=role.name,
    policy=pulumi.Output.json_dumps(
        {
            "Version": "2012-10-17",
            "Statement": [{"Effect": "Allow", "Action": ["dynamodb:PutItem"], "Resource": table.arn}],
        }
    ),
    opts=here,
)
