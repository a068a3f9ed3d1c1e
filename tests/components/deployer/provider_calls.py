"""The calls of Terraform's AWS provider by type, where AWS's CloudFormation schemas do not have all of them."""

from collections.abc import Mapping

LOG_DELIVERY = (
    "logs:CreateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:DescribeLogGroups",
    "logs:DescribeResourcePolicies",
    "logs:GetLogDelivery",
    "logs:ListLogDeliveries",
    "logs:PutResourcePolicy",
    "logs:UpdateLogDelivery",
)
_S3_READS = (
    "s3:GetAccelerateConfiguration",
    "s3:GetBucketAcl",
    "s3:GetBucketCORS",
    "s3:GetBucketLocation",
    "s3:GetBucketLogging",
    "s3:GetBucketObjectLockConfiguration",
    "s3:GetBucketPolicy",
    "s3:GetBucketRequestPayment",
    "s3:GetBucketTagging",
    "s3:GetBucketVersioning",
    "s3:GetBucketWebsite",
    "s3:GetEncryptionConfiguration",
    "s3:GetLifecycleConfiguration",
    "s3:GetReplicationConfiguration",
    "s3:ListBucket",
)
_ROLE_POLICIES = ("iam:DeleteRolePolicy", "iam:GetRole", "iam:GetRolePolicy", "iam:PutRolePolicy")
_ATTACHMENTS = ("iam:AttachRolePolicy", "iam:DetachRolePolicy", "iam:GetRole", "iam:ListAttachedRolePolicies")

_S3_OBJECTS = (
    "s3:DeleteObject",
    "s3:DeleteObjectVersion",
    "s3:GetObject",
    "s3:GetObjectTagging",
    "s3:ListBucketVersions",
    "s3:PutObject",
    "s3:PutObjectTagging",
)

PROVIDER_CALLS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "aws:acm/certificateValidation:CertificateValidation": (
        "acm/certificate_validation.go",
        ("acm:DescribeCertificate",),
    ),
    "aws:apigatewayv2/stage:Stage": ("apigatewayv2/stage.go", ("apigateway:PATCH", *LOG_DELIVERY)),
    "aws:cognito/resourceServer:ResourceServer": (
        "cognitoidp/resource_server.go",
        (
            "cognito-idp:CreateResourceServer",
            "cognito-idp:DeleteResourceServer",
            "cognito-idp:DescribeResourceServer",
            "cognito-idp:UpdateResourceServer",
        ),
    ),
    "aws:cognito/riskConfiguration:RiskConfiguration": (
        "cognitoidp/risk_configuration.go",
        ("cognito-idp:DescribeRiskConfiguration", "cognito-idp:SetRiskConfiguration"),
    ),
    "aws:cognito/userGroup:UserGroup": (
        "cognitoidp/user_group.go",
        ("cognito-idp:CreateGroup", "cognito-idp:DeleteGroup", "cognito-idp:GetGroup", "cognito-idp:UpdateGroup"),
    ),
    "aws:cognito/userPoolDomain:UserPoolDomain": (
        "cognitoidp/user_pool_domain.go",
        (
            "cognito-idp:CreateUserPoolDomain",
            "cognito-idp:DeleteUserPoolDomain",
            "cognito-idp:DescribeUserPoolDomain",
            "cognito-idp:UpdateUserPoolDomain",
        ),
    ),
    "aws:cognito/userPool:UserPool": (
        "cognitoidp/user_pool.go",
        (
            "cognito-idp:AddCustomAttributes",
            "cognito-idp:CreateUserPool",
            "cognito-idp:DeleteUserPool",
            "cognito-idp:DescribeUserPool",
            "cognito-idp:GetUserPoolMfaConfig",
            "cognito-idp:ListTagsForResource",
            "cognito-idp:SetUserPoolMfaConfig",
            "cognito-idp:TagResource",
            "cognito-idp:UntagResource",
            "cognito-idp:UpdateUserPool",
        ),
    ),
    "aws:cognito/userPoolClient:UserPoolClient": (
        "cognitoidp/user_pool_client.go",
        (
            "cognito-idp:CreateUserPoolClient",
            "cognito-idp:DeleteUserPoolClient",
            "cognito-idp:DescribeUserPoolClient",
            "cognito-idp:UpdateUserPoolClient",
        ),
    ),
    "aws:cognito/managedLoginBranding:ManagedLoginBranding": (
        "cognitoidp/managed_login_branding.go",
        (
            "cognito-idp:CreateManagedLoginBranding",
            "cognito-idp:DeleteManagedLoginBranding",
            "cognito-idp:DescribeManagedLoginBranding",
            "cognito-idp:DescribeManagedLoginBrandingByClient",
            "cognito-idp:ListUserPoolClients",
            "cognito-idp:UpdateManagedLoginBranding",
        ),
    ),
    "aws:appautoscaling/policy:Policy": (
        "appautoscaling/policy.go",
        (
            "application-autoscaling:DescribeScalingPolicies",
            "cloudwatch:DeleteAlarms",
            "cloudwatch:DescribeAlarms",
            "cloudwatch:PutMetricAlarm",
            "ecs:DescribeServices",
            "ecs:UpdateService",
            "rds:DescribeDBClusters",
            "dynamodb:DescribeTable",
            "dynamodb:UpdateTable",
        ),
    ),
    "aws:appautoscaling/target:Target": (
        "appautoscaling/target.go",
        ("application-autoscaling:ListTagsForResource", "ecs:DescribeServices", "dynamodb:DescribeTable"),
    ),
    "aws:appautoscaling/scheduledAction:ScheduledAction": (
        "appautoscaling/scheduled_action.go",
        (
            "application-autoscaling:DeleteScheduledAction",
            "application-autoscaling:DescribeScheduledActions",
            "application-autoscaling:PutScheduledAction",
        ),
    ),
    "aws:backup/vault:Vault": ("backup/vault.go", ("backup:ListRecoveryPointsByBackupVault", "backup:ListTags")),
    "aws:backup/vaultLockConfiguration:VaultLockConfiguration": (
        "backup/vault_lock_configuration.go",
        (
            "backup:DeleteBackupVaultLockConfiguration",
            "backup:DescribeBackupVault",
            "backup:PutBackupVaultLockConfiguration",
        ),
    ),
    "aws:backup/vaultPolicy:VaultPolicy": (
        "backup/vault_policy.go",
        (
            "backup:DeleteBackupVaultAccessPolicy",
            "backup:GetBackupVaultAccessPolicy",
            "backup:PutBackupVaultAccessPolicy",
        ),
    ),
    "aws:backup/vaultNotifications:VaultNotifications": (
        "backup/vault_notifications.go",
        (
            "backup:DeleteBackupVaultNotifications",
            "backup:GetBackupVaultNotifications",
            "backup:PutBackupVaultNotifications",
        ),
    ),
    "aws:backup/regionSettings:RegionSettings": (
        "backup/region_settings.go",
        ("backup:DescribeRegionSettings", "backup:UpdateRegionSettings"),
    ),
    "aws:budgets/budget:Budget": (
        "budgets/budget.go",
        (
            "budgets:ListTagsForResource",
            "budgets:ModifyBudget",
            "budgets:TagResource",
            "budgets:UntagResource",
            "budgets:ViewBudget",
        ),
    ),
    "aws:cloudcontrol/resource:Resource": (
        "cloudcontrol/resource.go",
        (
            "cloudformation:CancelResourceRequest",
            "cloudformation:CreateResource",
            "cloudformation:DeleteResource",
            "cloudformation:DescribeType",
            "cloudformation:GetResource",
            "cloudformation:GetResourceRequestStatus",
            "cloudformation:UpdateResource",
            # The types that a cell makes through Cloud Control are an event source mapping and a canary.
            "lambda:CreateEventSourceMapping",
            "lambda:DeleteEventSourceMapping",
            "lambda:GetEventSourceMapping",
            "lambda:ListTags",
            "lambda:TagResource",
            "lambda:UntagResource",
            "lambda:UpdateEventSourceMapping",
            "lambda:AddPermission",
            "lambda:CreateFunction",
            "lambda:DeleteFunction",
            "lambda:DeleteLayerVersion",
            "lambda:GetFunctionConfiguration",
            "lambda:GetLayerVersion",
            "lambda:PublishLayerVersion",
            "lambda:PublishVersion",
            "lambda:UpdateFunctionCode",
            "lambda:UpdateFunctionConfiguration",
            "synthetics:CreateCanary",
            "synthetics:DeleteCanary",
            "synthetics:DescribeCanaries",
            "synthetics:GetCanary",
            "synthetics:ListTagsForResource",
            "synthetics:StartCanary",
            "synthetics:StopCanary",
            "synthetics:TagResource",
            "synthetics:UntagResource",
            "synthetics:UpdateCanary",
        ),
    ),
    "aws:cloudwatch/compositeAlarm:CompositeAlarm": (
        "cloudwatch/composite_alarm.go",
        (
            "cloudwatch:DeleteAlarms",
            "cloudwatch:DescribeAlarms",
            "cloudwatch:ListTagsForResource",
            "cloudwatch:PutCompositeAlarm",
            "cloudwatch:TagResource",
            "cloudwatch:UntagResource",
        ),
    ),
    "aws:cloudwatch/logGroup:LogGroup": (
        "logs/group.go",
        (
            "logs:AssociateKmsKey",
            "logs:DeleteLogGroup",
            "logs:DeleteRetentionPolicy",
            "logs:DescribeLogGroups",
            "logs:DisassociateKmsKey",
            "logs:ListTagsForResource",
            "logs:PutRetentionPolicy",
        ),
    ),
    "aws:cloudwatch/metricAlarm:MetricAlarm": ("cloudwatch/metric_alarm.go", ("cloudwatch:ListTagsForResource",)),
    "aws:costexplorer/anomalyMonitor:AnomalyMonitor": ("ce/anomaly_monitor.go", ("ce:ListTagsForResource",)),
    "aws:costexplorer/anomalySubscription:AnomalySubscription": (
        "ce/anomaly_subscription.go",
        ("ce:ListTagsForResource",),
    ),
    "aws:dynamodb/contributorInsights:ContributorInsights": (
        "dynamodb/contributor_insights.go",
        ("dynamodb:DescribeContributorInsights", "dynamodb:UpdateContributorInsights"),
    ),
    "aws:dynamodb/table:Table": (
        "dynamodb/table.go",
        (
            "dynamodb:DescribeContinuousBackups",
            "dynamodb:DescribeTable",
            "dynamodb:DescribeTimeToLive",
            "dynamodb:ListTagsOfResource",
            "dynamodb:UpdateTimeToLive",
        ),
    ),
    "aws:dynamodb/tableItem:TableItem": (
        "dynamodb/table_item.go",
        ("dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"),
    ),
    "aws:ecr/lifecyclePolicy:LifecyclePolicy": (
        "ecr/lifecycle_policy.go",
        ("ecr:DeleteLifecyclePolicy", "ecr:GetLifecyclePolicy", "ecr:PutLifecyclePolicy"),
    ),
    "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl": (
        "ec2/vpc_default_network_acl.go",
        (
            "ec2:CreateNetworkAclEntry",
            "ec2:CreateTags",
            "ec2:DeleteNetworkAclEntry",
            "ec2:DescribeNetworkAcls",
            "ec2:ReplaceNetworkAclAssociation",
        ),
    ),
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": (
        "ec2/vpc_default_security_group.go",
        (
            "ec2:CreateTags",
            "ec2:DescribeSecurityGroupRules",
            "ec2:DescribeSecurityGroups",
            "ec2:RevokeSecurityGroupEgress",
            "ec2:RevokeSecurityGroupIngress",
        ),
    ),
    "aws:ec2/eip:Eip": ("ec2/ec2_eip.go", ("ec2:DescribeAddressesAttribute", "ec2:DisassociateAddress")),
    "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults": (
        "ec2/ec2_instance_metadata_defaults.go",
        ("ec2:GetInstanceMetadataDefaults", "ec2:ModifyInstanceMetadataDefaults"),
    ),
    # CloudFormation attaches gateways and writes the entries of network ACLs by types of their own.
    "aws:ec2/internetGateway:InternetGateway": (
        "ec2/vpc_internet_gateway.go",
        ("ec2:AttachInternetGateway", "ec2:DescribeInternetGateways", "ec2:DetachInternetGateway"),
    ),
    "aws:ec2/networkAcl:NetworkAcl": (
        "ec2/vpc_network_acl.go",
        (
            "ec2:CreateNetworkAclEntry",
            "ec2:DeleteNetworkAclEntry",
            "ec2:DescribeNetworkAcls",
            "ec2:ReplaceNetworkAclAssociation",
        ),
    ),
    "aws:ec2/securityGroup:SecurityGroup": (
        "ec2/vpc_security_group.go",
        # A new group loses the egress rule that AWS gives it; a group is deleted after its network interfaces.
        ("ec2:DescribeNetworkInterfaces", "ec2:RevokeSecurityGroupEgress", "ec2:DescribeSecurityGroupRules"),
    ),
    "aws:ec2/subnet:Subnet": ("ec2/vpc_subnet.go", ("ec2:DescribeNetworkInterfaces", "ec2:DetachNetworkInterface")),
    "aws:ec2/vpc:Vpc": (
        "ec2/vpc_.go",
        (
            "ec2:DescribeNetworkAcls",
            "ec2:DescribeRouteTables",
            "ec2:DescribeSecurityGroups",
            "ec2:AssociateVpcCidrBlock",
            "ec2:DescribeVpcAttribute",
            "ec2:DisassociateVpcCidrBlock",
        ),
    ),
    "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions": (
        "ec2/vpc_block_public_access_options.go",
        ("ec2:DescribeVpcBlockPublicAccessOptions", "ec2:ModifyVpcBlockPublicAccessOptions"),
    ),
    "aws:ec2/vpcEndpoint:VpcEndpoint": ("ec2/vpc_endpoint.go", ("ec2:DescribePrefixLists",)),
    "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation": (
        "ec2/vpc_endpoint_route_table_association.go",
        ("ec2:DescribeVpcEndpoints", "ec2:ModifyVpcEndpoint"),
    ),
    "aws:ebs/defaultKmsKey:DefaultKmsKey": (
        "ec2/ebs_default_kms_key.go",
        ("ec2:GetEbsDefaultKmsKeyId", "ec2:ModifyEbsDefaultKmsKeyId", "ec2:ResetEbsDefaultKmsKeyId"),
    ),
    "aws:ebs/encryptionByDefault:EncryptionByDefault": (
        "ec2/ebs_encryption_by_default.go",
        ("ec2:DisableEbsEncryptionByDefault", "ec2:EnableEbsEncryptionByDefault", "ec2:GetEbsEncryptionByDefault"),
    ),
    "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration": (
        "ecr/registry_scanning_configuration.go",
        ("ecr:GetRegistryScanningConfiguration", "ecr:PutRegistryScanningConfiguration"),
    ),
    # A component of awsx makes it, which recorded programs do not contain.
    "aws:ecr/repository:Repository": (
        "ecr/repository.go",
        (
            "ecr:CreateRepository",
            "ecr:DeleteRepository",
            "ecr:DescribeRepositories",
            "ecr:ListTagsForResource",
            "ecr:PutImageScanningConfiguration",
            "ecr:PutImageTagMutability",
            "ecr:TagResource",
            "ecr:UntagResource",
        ),
    ),
    "aws:ecs/accountSettingDefault:AccountSettingDefault": (
        "ecs/account_setting_default.go",
        ("ecs:ListAccountSettings", "ecs:PutAccountSetting", "ecs:PutAccountSettingDefault"),
    ),
    "aws:ecs/service:Service": (
        "ecs/service.go",
        # Waiting for the steady state reads deployments and their revisions.
        (
            "ecs:DescribeServiceDeployments",
            "ecs:DescribeServiceRevisions",
            "ecs:ListServiceDeployments",
            "ecs:ListTagsForResource",
        ),
    ),
    "aws:elasticache/replicationGroup:ReplicationGroup": (
        "elasticache/replication_group.go",
        (
            "elasticache:DescribeCacheClusters",
            "elasticache:DescribeReplicationGroups",
            "elasticache:ListTagsForResource",
        ),
    ),
    "aws:elasticache/parameterGroup:ParameterGroup": (
        "elasticache/parameter_group.go",
        ("elasticache:DescribeCacheParameters", "elasticache:ResetCacheParameterGroup"),
    ),
    "aws:glue/catalogDatabase:CatalogDatabase": (
        "glue/catalog_database.go",
        ("glue:GetTags", "glue:TagResource", "glue:UntagResource"),
    ),
    "aws:glue/catalogTable:CatalogTable": ("glue/catalog_table.go", ("glue:GetPartitionIndexes",)),
    "aws:iam/role:Role": (
        "iam/role.go",
        (
            "iam:ListAttachedRolePolicies",
            "iam:ListInstanceProfilesForRole",
            "iam:ListRolePolicies",
            "iam:ListRoleTags",
            "iam:UpdateAssumeRolePolicy",
        ),
    ),
    "aws:iam/rolePolicy:RolePolicy": ("iam/role_policy.go", _ROLE_POLICIES),
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": ("iam/role_policy_attachment.go", _ATTACHMENTS),
    "aws:iam/serviceLinkedRole:ServiceLinkedRole": (
        "iam/service_linked_role.go",
        (
            "iam:DeleteServiceLinkedRole",
            "iam:GetRole",
            "iam:GetServiceLinkedRoleDeletionStatus",
            "iam:ListRoleTags",
            "iam:TagRole",
            "iam:UntagRole",
            "iam:UpdateRole",
        ),
    ),
    "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": (
        "firehose/delivery_stream.go",
        ("firehose:ListTagsForDeliveryStream", "firehose:UpdateDestination"),
    ),
    "aws:kms/key:Key": (
        "kms/key.go",
        ("kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListResourceTags", "kms:UpdateKeyDescription"),
    ),
    "aws:lambda/eventSourceMapping:EventSourceMapping": (
        "lambda/event_source_mapping.go",
        ("lambda:GetEventSourceMapping", "lambda:ListTags"),
    ),
    "aws:lambda/function:Function": (
        "lambda/function.go",
        (
            "lambda:GetFunction",
            "lambda:GetFunctionCodeSigningConfig",
            "lambda:GetFunctionConfiguration",
            "lambda:GetLayerVersion",  # the caller must be able to use the layers (AddLayerVersionPermission guide)
            "lambda:ListVersionsByFunction",
            "lambda:PublishVersion",
        ),
    ),
    "aws:lambda/functionRecursionConfig:FunctionRecursionConfig": (
        "lambda/function_recursion_config.go",
        ("lambda:GetFunctionRecursionConfig", "lambda:PutFunctionRecursionConfig"),
    ),
    "aws:lambda/invocation:Invocation": ("lambda/invocation.go", ("lambda:InvokeFunction",)),
    "aws:lambda/permission:Permission": ("lambda/permission.go", ("lambda:GetPolicy",)),
    "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig": (
        "lambda/provisioned_concurrency_config.go",
        (
            "lambda:DeleteProvisionedConcurrencyConfig",
            "lambda:GetProvisionedConcurrencyConfig",
            "lambda:PutProvisionedConcurrencyConfig",
        ),
    ),
    "aws:lb/listener:Listener": (
        "elbv2/listener.go",
        ("elasticloadbalancing:DescribeListenerAttributes", "elasticloadbalancing:DescribeTags"),
    ),
    "aws:lb/loadBalancer:LoadBalancer": (
        "elbv2/load_balancer.go",
        # A load balancer is deleted after its network interfaces.
        ("ec2:DescribeNetworkInterfaces", "elasticloadbalancing:DescribeCapacityReservation"),
    ),
    "aws:msk/cluster:Cluster": (
        "kafka/cluster.go",
        (
            "kafka:DescribeClusterOperation",
            "kafka:DescribeClusterV2",
            "kafka:GetBootstrapBrokers",
            "kafka:ListTagsForResource",
        ),
    ),
    # The schema and the MSK guide ("Topic Operations") have the actions of the service `kafka-cluster` only.
    "aws:msk/topic:Topic": (
        "kafka/topic.go",
        ("kafka:CreateTopic", "kafka:DeleteTopic", "kafka:DescribeTopic", "kafka:UpdateTopic"),
    ),
    "aws:rds/cluster:Cluster": (
        "rds/cluster.go",
        (
            "rds:AddTagsToResource",
            "rds:DescribeGlobalClusters",
            "rds:ListTagsForResource",
            "secretsmanager:DescribeSecret",
        ),
    ),
    "aws:msk/configuration:Configuration": (
        "kafka/configuration.go",
        ("kafka:DescribeConfiguration", "kafka:DescribeConfigurationRevision"),
    ),
    "aws:rds/proxyTarget:ProxyTarget": (
        "rds/proxy_target.go",
        ("rds:DeregisterDBProxyTargets", "rds:DescribeDBProxyTargets", "rds:RegisterDBProxyTargets"),
    ),
    "aws:s3/bucketObjectv2:BucketObjectv2": ("s3/object.go", _S3_OBJECTS),
    "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock": (
        "s3control/account_public_access_block.go",
        ("s3:GetAccountPublicAccessBlock", "s3:PutAccountPublicAccessBlock"),
    ),
    # A disposable bucket is emptied before it is deleted.
    "aws:s3/bucket:Bucket": (
        "s3/bucket.go",
        (
            *_S3_READS,
            "s3:CreateBucket",
            "s3:DeleteBucket",
            "s3:DeleteObject",
            "s3:DeleteObjectVersion",
            "s3:ListBucketVersions",
            "s3:PutBucketTagging",
        ),
    ),
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": (
        "s3/bucket_lifecycle_configuration.go",
        ("s3:GetLifecycleConfiguration", "s3:PutLifecycleConfiguration"),
    ),
    "aws:s3/bucketLogging:BucketLogging": ("s3/bucket_logging.go", ("s3:GetBucketLogging", "s3:PutBucketLogging")),
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": (
        "s3/bucket_ownership_controls.go",
        ("s3:GetBucketOwnershipControls", "s3:PutBucketOwnershipControls"),
    ),
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": (
        "s3/bucket_public_access_block.go",
        ("s3:GetBucketPublicAccessBlock", "s3:PutBucketPublicAccessBlock"),
    ),
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": (
        "s3/bucket_server_side_encryption_configuration.go",
        ("s3:GetEncryptionConfiguration", "s3:PutEncryptionConfiguration"),
    ),
    "aws:s3/bucketVersioning:BucketVersioning": (
        "s3/bucket_versioning.go",
        ("s3:GetBucketVersioning", "s3:PutBucketVersioning"),
    ),
    "aws:secretsmanager/secret:Secret": ("secretsmanager/secret.go", ("secretsmanager:GetResourcePolicy",)),
    "aws:secretsmanager/secretVersion:SecretVersion": (
        "secretsmanager/secret_version.go",
        (
            "secretsmanager:DescribeSecret",
            "secretsmanager:GetSecretValue",
            "secretsmanager:ListSecretVersionIds",
            "secretsmanager:PutSecretValue",
            "secretsmanager:UpdateSecretVersionStage",
        ),
    ),
    "aws:sns/topicPolicy:TopicPolicy": ("sns/topic_policy.go", ("sns:GetTopicAttributes", "sns:SetTopicAttributes")),
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": (
        "ec2/vpc_security_group_egress_rule.go",
        ("ec2:DescribeSecurityGroupRules", "ec2:ModifySecurityGroupRules"),
    ),
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": (
        "ec2/vpc_security_group_ingress_rule.go",
        ("ec2:DescribeSecurityGroupRules", "ec2:ModifySecurityGroupRules"),
    ),
    # The page of AssociateWebACL requires the second one for a load balancer.
    "aws:wafv2/webAclAssociation:WebAclAssociation": (
        "wafv2/web_acl_association.go",
        ("wafv2:AssociateWebACL", "elasticloadbalancing:SetWebAcl"),
    ),
}
"""Type to a source file below `internal/service/` of hashicorp/terraform-provider-aws, and the calls that it makes."""
