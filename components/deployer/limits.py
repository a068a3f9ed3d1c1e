"""Limits and names of AWS that a deploying role's policies depend on."""

from collections.abc import Mapping
from typing import Final

MAX_POLICY_CHARACTERS: Final = 6144
"""Characters of a managed policy, white space not counted
(https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html)."""

MAX_ATTACHED: Final = 10
"""Managed policies of a role; the quota can be raised to 20 (the same page)."""

RESOURCES: Final[Mapping[str, tuple[str, ...]]] = {
    "acm": ("arn:aws:acm:us-east-1:{account}:certificate/*",),
    "apigateway": (
        "arn:aws:apigateway:{region}::/account",
        "arn:aws:apigateway:{region}::/apis",
        "arn:aws:apigateway:{region}::/apis/*",
        "arn:aws:apigateway:{region}::/domainnames",
        "arn:aws:apigateway:{region}::/domainnames/*",
        "arn:aws:apigateway:{region}::/tags/*",
    ),
    "application-autoscaling": ("arn:aws:application-autoscaling:{region}:{account}:scalable-target/*",),
    "athena": ("arn:aws:athena:{region}:{account}:workgroup/{prefix}-*",),
    "backup": (
        "arn:aws:backup:{region}:{account}:backup-plan:*",
        "arn:aws:backup:{region}:{account}:backup-vault:{prefix}-*",
        "arn:aws:backup:{region}:{account}:restore-testing-plan:*",
    ),
    "budgets": ("arn:aws:budgets::{account}:budget/{prefix}-*",),
    "ce": ("arn:aws:ce::{account}:anomalymonitor/*", "arn:aws:ce::{account}:anomalysubscription/*"),
    "cloudfront": tuple(
        f"arn:aws:cloudfront::{{account}}:{kind}/*"
        for kind in (
            "cache-policy",
            "connection-group",
            "distribution",
            "origin-access-control",
            "response-headers-policy",
            "vpcorigin",
        )
    ),
    "cloudwatch": (
        "arn:aws:cloudwatch:us-east-1:{account}:alarm:{prefix}-*",
        "arn:aws:cloudwatch:{region}:{account}:alarm:{prefix}-*",
        "arn:aws:cloudwatch:{region}:{account}:alarm:TargetTracking-*",
        "arn:aws:cloudwatch::{account}:dashboard/{prefix}",
    ),
    "cognito-idp": ("arn:aws:cognito-idp:{region}:{account}:userpool/*",),
    "dynamodb": ("arn:aws:dynamodb:{region}:{account}:table/{prefix}-*",),
    "ec2": ("arn:aws:ec2:{region}:{account}:*/*",),
    "ecr": ("arn:aws:ecr:{region}:{account}:repository/{prefix}-*",),
    "ecs": (
        "arn:aws:ecs:{region}:{account}:cluster/{prefix}-*",
        "arn:aws:ecs:{region}:{account}:service/{prefix}-*/*",
        "arn:aws:ecs:{region}:{account}:service-deployment/{prefix}-*/*",
        "arn:aws:ecs:{region}:{account}:service-revision/{prefix}-*/*",
        "arn:aws:ecs:{region}:{account}:task-definition/{prefix}-*:*",
    ),
    "elasticache": tuple(
        f"arn:aws:elasticache:{{region}}:{{account}}:{kind}:{{prefix}}-*"
        for kind in (
            "cluster",
            "parametergroup",
            "replicationgroup",
            "serverlesscache",
            "serverlesscachesnapshot",
            "snapshot",
            "subnetgroup",
            "user",
            "usergroup",
        )
    ),
    "elasticloadbalancing": (
        "arn:aws:elasticloadbalancing:{region}:{account}:listener/app/{prefix}-*/*",
        "arn:aws:elasticloadbalancing:{region}:{account}:listener-rule/app/{prefix}-*/*",
        "arn:aws:elasticloadbalancing:{region}:{account}:loadbalancer/app/{prefix}-*/*",
        "arn:aws:elasticloadbalancing:{region}:{account}:targetgroup/{prefix}-*/*",
    ),
    "firehose": ("arn:aws:firehose:{region}:{account}:deliverystream/{prefix}-*",),
    "glue": (
        "arn:aws:glue:{region}:{account}:catalog",
        "arn:aws:glue:{region}:{account}:database/{underscored}_*",
        "arn:aws:glue:{region}:{account}:table/{underscored}_*/*",
    ),
    "iam": ("arn:aws:iam::{account}:role/{prefix}-*",),
    "kafka": (
        "arn:aws:kafka:{region}:{account}:cluster/{prefix}-*/*",
        "arn:aws:kafka:{region}:{account}:configuration/{prefix}-*/*",
        "arn:aws:kafka:{region}:{account}:topic/{prefix}-*/*",
    ),
    "kafka-cluster": (
        "arn:aws:kafka:{region}:{account}:cluster/{prefix}-*/*",
        "arn:aws:kafka:{region}:{account}:topic/{prefix}-*/*",
    ),
    "kms": (
        "arn:aws:kms:us-east-1:{account}:alias/{prefix}-*",
        "arn:aws:kms:us-east-1:{account}:key/*",
        "arn:aws:kms:{region}:{account}:alias/{prefix}-*",
        "arn:aws:kms:{region}:{account}:key/*",
    ),
    "lambda": (
        "arn:aws:lambda:{region}:{account}:code-signing-config:*",
        "arn:aws:lambda:{region}:{account}:event-source-mapping:*",
        "arn:aws:lambda:{region}:{account}:function:{prefix}-*",
        "arn:aws:lambda:{region}:{account}:layer:{prefix}-*",
        # CloudWatch Synthetics makes the function and the layers of a canary with the rights of its caller.
        "arn:aws:lambda:{region}:{account}:function:cwsyn-{prefix}-*",
        "arn:aws:lambda:{region}:{account}:layer:cwsyn-{prefix}-*",
    ),
    "logs": (
        "arn:aws:logs:us-east-1:{account}:delivery-destination:{prefix}-*",
        "arn:aws:logs:us-east-1:{account}:delivery-source:{prefix}-*",
        "arn:aws:logs:us-east-1:{account}:delivery:*",
        "arn:aws:logs:us-east-1:{account}:log-group:/aws/vendedlogs/cloudfront/{prefix}*",
        "arn:aws:logs:us-east-1:{account}:log-group:aws-waf-logs-{prefix}*",
        "arn:aws:logs:{region}:{account}:log-group:/aws/rds/cluster/{prefix}-*",
        "arn:aws:logs:{region}:{account}:log-group:/citycell/{prefix}/*",
    ),
    "rds": (
        *(
            f"arn:aws:rds:{{region}}:{{account}}:{kind}:{{prefix}}-*"
            for kind in ("cluster", "cluster-pg", "cluster-snapshot", "db", "pg", "snapshot", "subgrp")
        ),
        # Creating an instance also needs the groups of the engine that no argument names
        # (RDS user guide, identity-based policy examples).
        *(f"arn:aws:rds:{{region}}:{{account}}:{kind}:default*" for kind in ("cluster-pg", "og", "pg")),
        # The ids of proxies and their parts are AWS's.
        "arn:aws:rds:{region}:{account}:db-proxy-endpoint:*",
        "arn:aws:rds:{region}:{account}:db-proxy:*",
        "arn:aws:rds:{region}:{account}:target-group:*",
        "arn:aws:rds::{account}:global-cluster:{prefix}-*",
    ),
    # The ids of hosted zones and changes are AWS's.
    "route53": ("arn:aws:route53:::change/*", "arn:aws:route53:::hostedzone/*"),
    "s3": ("arn:aws:s3:::{prefix}-*",),
    "scheduler": (
        "arn:aws:scheduler:{region}:{account}:schedule-group/{prefix}-*",
        "arn:aws:scheduler:{region}:{account}:schedule/{prefix}-*/*",
    ),
    "secretsmanager": ("arn:aws:secretsmanager:{region}:{account}:secret:{prefix}-*",),
    "synthetics": ("arn:aws:synthetics:{region}:{account}:canary:{prefix}-*",),
    "sns": (
        "arn:aws:sns:us-east-1:{account}:{prefix}-*",
        "arn:aws:sns:{region}:{account}:{prefix}-*",
    ),
    "wafv2": (
        "arn:aws:wafv2:us-east-1:{account}:global/managedruleset/*/*",
        "arn:aws:wafv2:us-east-1:{account}:global/webacl/{prefix}-*/*",
    ),
}
"""IAM prefix of a service to the ARNs of what a cell makes there. Forms of the ARNs: Service Authorization Reference
(https://docs.aws.amazon.com/service-authorization/latest/reference/). Ids that AWS chooses are `*`."""

LINKED_ROLES: Final[Mapping[str, str]] = {
    "backup.amazonaws.com": "backup:CreateBackupSelection",
    "dynamodb.application-autoscaling.amazonaws.com": "application-autoscaling:RegisterScalableTarget",
    "ecs.amazonaws.com": "ecs:CreateCluster",
    "ecs.application-autoscaling.amazonaws.com": "application-autoscaling:RegisterScalableTarget",
    "elasticache.amazonaws.com": "elasticache:CreateCacheSubnetGroup",
    "elasticloadbalancing.amazonaws.com": "elasticloadbalancing:CreateLoadBalancer",
    "kafka.amazonaws.com": "kafka:CreateCluster",
    "kafka.application-autoscaling.amazonaws.com": "application-autoscaling:RegisterScalableTarget",
    "ops.apigateway.amazonaws.com": "apigateway:POST",
    "rds.amazonaws.com": "rds:CreateDBSubnetGroup",
    "rds.application-autoscaling.amazonaws.com": "application-autoscaling:RegisterScalableTarget",
    "replication.dynamodb.amazonaws.com": "dynamodb:CreateTableReplica",
    "restore-testing.backup.amazonaws.com": "backup:CreateRestoreTestingPlan",
    "vpcorigin.cloudfront.amazonaws.com": "cloudfront:CreateVpcOrigin",
}
"""Service that makes a role of its own with the first resource of an account, to the action that makes the resource
(https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html)."""
