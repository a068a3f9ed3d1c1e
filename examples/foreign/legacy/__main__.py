"""An old account's users and open doors. Not to be copied: it shows what the policy packs find."""

import json

import pulumi_aws as aws

user = aws.iam.User("deploy", name="deploy")
aws.iam.AccessKey("deploy", user=user.name)
aws.iam.UserPolicy(
    "deploy",
    user=user.name,
    policy=json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}),
)
partner = aws.iam.Role(
    "partner",
    assume_role_policy=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}],
        }
    ),
)
aws.iam.RolePolicyAttachment("partner", role=partner.name, policy_arn="arn:aws:iam::aws:policy/AdministratorAccess")

vpc = aws.ec2.Vpc("legacy", cidr_block="10.9.0.0/16")
for name, port in (("ssh", 22), ("remote-desktop", 3389), ("cache", 6379)):
    aws.ec2.SecurityGroup(
        name,
        vpc_id=vpc.id,
        ingress=[{"protocol": "tcp", "from_port": port, "to_port": port, "cidr_blocks": ["0.0.0.0/0"]}],
    )

aws.kms.Key("legacy")
aws.dynamodb.Table(
    "sessions",
    name="sessions",
    hash_key="id",
    attributes=[{"name": "id", "type": "S"}],
    billing_mode="PROVISIONED",
    read_capacity=5,
    write_capacity=5,
)
aws.ssm.Parameter("password", name="/legacy/password", type="String", value="hunter2-hunter2")
aws.ecr.Repository("legacy", name="legacy")
