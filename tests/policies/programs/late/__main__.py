"""A document with a wildcard beside an ARN that a preview does not know, so that it knows nothing of the text."""

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
aws.iam.RolePolicy(
    "wide",
    role="worker",
    policy=pulumi.Output.json_dumps(
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["kms:*"], "Resource": key.arn}]}
    ),
    opts=here,
)
