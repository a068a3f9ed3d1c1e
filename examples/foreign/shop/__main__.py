"""A web shop in public subnets. Not to be copied: it shows what the policy packs find."""

import json

import pulumi_aws as aws

vpc = aws.ec2.Vpc("shop", cidr_block="10.0.0.0/16")
subnets = [
    aws.ec2.Subnet(
        f"shop-{zone}",
        vpc_id=vpc.id,
        cidr_block=f"10.0.{number}.0/24",
        availability_zone=f"eu-west-1{zone}",
        map_public_ip_on_launch=True,
    )
    for number, zone in enumerate("ab")
]
group = aws.ec2.SecurityGroup(
    "shop",
    vpc_id=vpc.id,
    ingress=[
        {"protocol": "tcp", "from_port": 80, "to_port": 80, "cidr_blocks": ["0.0.0.0/0"]},
        {"protocol": "tcp", "from_port": 5432, "to_port": 5432, "cidr_blocks": ["0.0.0.0/0"]},
    ],
    egress=[{"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]}],
)

balancer = aws.lb.LoadBalancer(
    "shop",
    load_balancer_type="application",
    subnets=[subnet.id for subnet in subnets],
    security_groups=[group.id],
)
targets = aws.lb.TargetGroup("shop", port=8080, protocol="HTTP", target_type="ip", vpc_id=vpc.id)
listener = aws.lb.Listener(
    "shop",
    load_balancer_arn=balancer.arn,
    port=80,
    protocol="HTTP",
    default_actions=[{"type": "forward", "target_group_arn": targets.arn}],
)

aws.rds.SubnetGroup("shop", name="shop", subnet_ids=[subnet.id for subnet in subnets])
database = aws.rds.Cluster(
    "shop",
    cluster_identifier="shop",
    engine="aurora-postgresql",
    engine_version="16.4",
    db_subnet_group_name="shop",
    vpc_security_group_ids=[group.id],
    master_username="postgres",
    master_password="correct-horse-1",  # noqa: S106 - a mistake to find
    skip_final_snapshot=True,
)
aws.rds.ClusterInstance(
    "shop",
    identifier="shop-0",
    cluster_identifier=database.id,
    engine="aurora-postgresql",
    instance_class="db.r6g.large",
    publicly_accessible=True,
)

trust = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}
role = aws.iam.Role("shop", assume_role_policy=json.dumps(trust))
cluster = aws.ecs.Cluster("shop")
task = aws.ecs.TaskDefinition(
    "shop",
    family="shop",
    cpu="256",
    memory="512",
    network_mode="awsvpc",
    requires_compatibilities=["FARGATE"],
    execution_role_arn=role.arn,
    task_role_arn=role.arn,
    container_definitions=json.dumps(
        [
            {
                "name": "web",
                "image": "nginx:latest",
                "portMappings": [{"containerPort": 8080}],
                "environment": [{"name": "DB_PASSWORD", "value": "correct-horse-1"}],
            }
        ]
    ),
)
aws.ecs.Service(
    "shop",
    cluster=cluster.arn,
    task_definition=task.arn,
    launch_type="FARGATE",
    desired_count=1,
    network_configuration={
        "subnets": [subnet.id for subnet in subnets],
        "security_groups": [group.id],
        "assign_public_ip": True,
    },
)
