"""What the rules know about each resource type of AWS: one row per type, in one table.

A constant is named like its type: `aws:s3/bucket:Bucket` is `S3_BUCKET`. A fact that more than one rule needs is a
column of `AwsType`. `tests/policies/aws/test_types.py` compares the rows with the installed SDK.
"""

from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass
from typing import Final, ParamSpec


@dataclass(frozen=True, slots=True)
class AwsType:
    """One resource type. A property is written as in Pulumi's schema, a nested one with dots."""

    token: str
    _: KW_ONLY
    aliases: tuple[str, ...] = ()
    """Other tokens of the provider for the same type. `BucketV2` is not one: its inputs differ from `Bucket`."""
    arn: str = ""
    """Service of its ARN, a colon, and the rest with the property of its name, such as `dynamodb:table/{name}`."""
    has_unique_id: bool = False
    """Whether AWS generates its id, so that no other resource has the same, as with `vpc-0a1b2c3d`."""
    owner: str = ""
    """Property that names the resource it belongs to, for a type without tags."""
    identity_policies: tuple[str, ...] = ()
    """Properties with IAM documents that grant permissions to a principal."""
    trust_policies: tuple[str, ...] = ()
    """Properties with IAM documents that say which principals may assume a role."""
    resource_policies: tuple[str, ...] = ()
    """Properties with IAM documents that say who may use a resource; keys and endpoints have columns of their own."""
    key_policies: tuple[str, ...] = ()
    """Properties with IAM documents that say who may use a key."""
    endpoint_policies: tuple[str, ...] = ()
    """Properties with IAM documents that say who may do what through a VPC endpoint; the default allows everyone."""
    is_store: bool = False
    """Whether it holds data behind security groups or in subnets."""
    security_groups: str = ""
    """Property that lists its security groups."""
    subnets: str = ""
    """Property that lists its subnets or names its subnet group."""

    @property
    def arn_parts(self) -> tuple[str, str, str]:
        """Service of its ARN, the text before its name, and the property of the name; empty when unknown."""
        service, _, rest = self.arn.partition(":")
        before, _, name = rest.partition("{")
        return service, before, name.removesuffix("}")


_ROWS: Final[dict[str, AwsType]] = {}


P = ParamSpec("P")


def _adding(make: Callable[P, AwsType]) -> Callable[P, str]:
    def add(*args: P.args, **columns: P.kwargs) -> str:
        row = make(*args, **columns)
        _ROWS[row.token] = row
        return row.token

    return add


_row = _adding(AwsType)
"""Adds a row to the table and returns its token."""


def _load_balancing(name: str) -> tuple[str, ...]:
    """The tokens of a load balancing type in the other modules of the provider that have it."""
    kind = f"{name[0].upper()}{name[1:]}"
    return tuple(
        f"aws:{module}/{name}:{kind}" for module in ("alb", "applicationloadbalancing", "elasticloadbalancingv2")
    )


# Identity
IAM_POLICY = _row("aws:iam/policy:Policy", arn="iam:policy/{name}", identity_policies=("policy",))
IAM_ROLE_POLICY = _row("aws:iam/rolePolicy:RolePolicy", owner="role", identity_policies=("policy",))
IAM_GROUP_POLICY = _row("aws:iam/groupPolicy:GroupPolicy", owner="group", identity_policies=("policy",))
IAM_USER_POLICY = _row("aws:iam/userPolicy:UserPolicy", owner="user", identity_policies=("policy",))
IAM_ROLE = _row(
    "aws:iam/role:Role",
    arn="iam:role/{name}",
    identity_policies=("inlinePolicies",),
    trust_policies=("assumeRolePolicy",),
)
IAM_ACCESS_KEY = _row("aws:iam/accessKey:AccessKey")
IAM_GROUP = _row("aws:iam/group:Group")
IAM_GROUP_MEMBERSHIP = _row("aws:iam/groupMembership:GroupMembership")
IAM_GROUP_POLICY_ATTACHMENT = _row("aws:iam/groupPolicyAttachment:GroupPolicyAttachment")
IAM_GROUP_POLICY_ATTACHMENTS_EXCLUSIVE = _row("aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive")
IAM_INSTANCE_PROFILE = _row("aws:iam/instanceProfile:InstanceProfile")
IAM_POLICY_ATTACHMENT = _row("aws:iam/policyAttachment:PolicyAttachment")
IAM_ROLE_POLICY_ATTACHMENT = _row("aws:iam/rolePolicyAttachment:RolePolicyAttachment", owner="role")
IAM_ROLE_POLICY_ATTACHMENTS_EXCLUSIVE = _row("aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive")
IAM_USER = _row("aws:iam/user:User", arn="iam:user/{name}")
IAM_USER_GROUP_MEMBERSHIP = _row("aws:iam/userGroupMembership:UserGroupMembership")
IAM_USER_LOGIN_PROFILE = _row("aws:iam/userLoginProfile:UserLoginProfile")
IAM_USER_POLICY_ATTACHMENT = _row("aws:iam/userPolicyAttachment:UserPolicyAttachment")
IAM_USER_POLICY_ATTACHMENTS_EXCLUSIVE = _row("aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive")
SSOADMIN_MANAGED_POLICY_ATTACHMENT = _row("aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment")
SSOADMIN_PERMISSION_SET_INLINE_POLICY = _row(
    "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy", identity_policies=("inlinePolicy",)
)
COGNITO_IDENTITY_POOL = _row("aws:cognito/identityPool:IdentityPool")
COGNITO_USER_POOL = _row("aws:cognito/userPool:UserPool")

# Keys, certificates, secrets and parameters
ACM_CERTIFICATE = _row("aws:acm/certificate:Certificate")
ACMPCA_POLICY = _row("aws:acmpca/policy:Policy", resource_policies=("policy",))
KMS_ALIAS = _row("aws:kms/alias:Alias", arn="kms:{name}", owner="targetKeyId")
KMS_EXTERNAL_KEY = _row("aws:kms/externalKey:ExternalKey", key_policies=("policy",))
KMS_GRANT = _row("aws:kms/grant:Grant", owner="keyId")
KMS_KEY = _row("aws:kms/key:Key", has_unique_id=True, key_policies=("policy",))
KMS_KEY_POLICY = _row("aws:kms/keyPolicy:KeyPolicy", owner="keyId", key_policies=("policy",))
KMS_REPLICA_EXTERNAL_KEY = _row("aws:kms/replicaExternalKey:ReplicaExternalKey", key_policies=("policy",))
KMS_REPLICA_KEY = _row("aws:kms/replicaKey:ReplicaKey", has_unique_id=True, key_policies=("policy",))
SECRETSMANAGER_SECRET = _row(
    "aws:secretsmanager/secret:Secret", arn="secretsmanager:secret:{name}", resource_policies=("policy",)
)
SECRETSMANAGER_SECRET_POLICY = _row(
    "aws:secretsmanager/secretPolicy:SecretPolicy", owner="secretArn", resource_policies=("policy",)
)
SECRETSMANAGER_SECRET_ROTATION = _row("aws:secretsmanager/secretRotation:SecretRotation")
SSM_DOCUMENT = _row("aws:ssm/document:Document")
SSM_PARAMETER = _row("aws:ssm/parameter:Parameter", arn="ssm:parameter/{name}")

# Databases and caches
RDS_CLUSTER = _row(
    "aws:rds/cluster:Cluster",
    arn="rds:cluster:{clusterIdentifier}",
    is_store=True,
    security_groups="vpcSecurityGroupIds",
    subnets="dbSubnetGroupName",
)
RDS_CLUSTER_INSTANCE = _row("aws:rds/clusterInstance:ClusterInstance", is_store=True, subnets="dbSubnetGroupName")
RDS_CLUSTER_PARAMETER_GROUP = _row("aws:rds/clusterParameterGroup:ClusterParameterGroup")
RDS_CLUSTER_SNAPSHOT = _row("aws:rds/clusterSnapshot:ClusterSnapshot")
RDS_CLUSTER_SNAPSHOT_COPY = _row("aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy")
RDS_EVENT_SUBSCRIPTION = _row("aws:rds/eventSubscription:EventSubscription")
RDS_GLOBAL_CLUSTER = _row("aws:rds/globalCluster:GlobalCluster")
RDS_INSTANCE = _row(
    "aws:rds/instance:Instance",
    arn="rds:db:{identifier}",
    is_store=True,
    security_groups="vpcSecurityGroupIds",
    subnets="dbSubnetGroupName",
)
RDS_PROXY = _row("aws:rds/proxy:Proxy", security_groups="vpcSecurityGroupIds")
RDS_PROXY_TARGET = _row("aws:rds/proxyTarget:ProxyTarget", owner="dbProxyName")
RDS_SNAPSHOT = _row("aws:rds/snapshot:Snapshot")
RDS_SNAPSHOT_COPY = _row("aws:rds/snapshotCopy:SnapshotCopy")
RDS_SUBNET_GROUP = _row("aws:rds/subnetGroup:SubnetGroup")
DOCDB_CLUSTER = _row("aws:docdb/cluster:Cluster", arn="rds:cluster:{clusterIdentifier}")
DOCDB_SUBNET_GROUP = _row("aws:docdb/subnetGroup:SubnetGroup")
NEPTUNE_CLUSTER = _row("aws:neptune/cluster:Cluster", arn="rds:cluster:{clusterIdentifier}")
NEPTUNE_CLUSTER_INSTANCE = _row("aws:neptune/clusterInstance:ClusterInstance")
DYNAMODB_RESOURCE_POLICY = _row(
    "aws:dynamodb/resourcePolicy:ResourcePolicy", owner="resourceArn", resource_policies=("policy",)
)
DYNAMODB_TABLE = _row("aws:dynamodb/table:Table", arn="dynamodb:table/{name}")
DYNAMODB_TABLE_REPLICA = _row("aws:dynamodb/tableReplica:TableReplica")
DAX_CLUSTER = _row("aws:dax/cluster:Cluster")
DSQL_CLUSTER_POLICY = _row("aws:dsql/clusterPolicy:ClusterPolicy", resource_policies=("policy",))
ELASTICACHE_CLUSTER = _row(
    "aws:elasticache/cluster:Cluster", is_store=True, security_groups="securityGroupIds", subnets="subnetGroupName"
)
ELASTICACHE_REPLICATION_GROUP = _row(
    "aws:elasticache/replicationGroup:ReplicationGroup",
    arn="elasticache:replicationgroup:{replicationGroupId}",
    is_store=True,
    security_groups="securityGroupIds",
    subnets="subnetGroupName",
)
ELASTICACHE_SERVERLESS_CACHE = _row(
    "aws:elasticache/serverlessCache:ServerlessCache",
    arn="elasticache:serverlesscache:{name}",
    is_store=True,
    security_groups="securityGroupIds",
    subnets="subnetIds",
)
ELASTICACHE_SUBNET_GROUP = _row("aws:elasticache/subnetGroup:SubnetGroup")
ELASTICACHE_USER = _row("aws:elasticache/user:User")
ELASTICACHE_USER_GROUP = _row("aws:elasticache/userGroup:UserGroup")
MEMORYDB_CLUSTER = _row("aws:memorydb/cluster:Cluster")
ELASTICSEARCH_DOMAIN = _row("aws:elasticsearch/domain:Domain", resource_policies=("accessPolicies",))
ELASTICSEARCH_DOMAIN_POLICY = _row("aws:elasticsearch/domainPolicy:DomainPolicy", resource_policies=("accessPolicies",))
OPENSEARCH_DOMAIN = _row(
    "aws:opensearch/domain:Domain",
    arn="es:domain/{domainName}",
    resource_policies=("accessPolicies",),
    is_store=True,
    security_groups="vpcOptions.securityGroupIds",
    subnets="vpcOptions.subnetIds",
)
OPENSEARCH_DOMAIN_POLICY = _row("aws:opensearch/domainPolicy:DomainPolicy", resource_policies=("accessPolicies",))
OPENSEARCHINGEST_RESOURCE_POLICY = _row(
    "aws:opensearchingest/resourcePolicy:ResourcePolicy", resource_policies=("policy",)
)
CLOUDSEARCH_DOMAIN_SERVICE_ACCESS_POLICY = _row(
    "aws:cloudsearch/domainServiceAccessPolicy:DomainServiceAccessPolicy", resource_policies=("accessPolicy",)
)
REDSHIFT_CLUSTER = _row(
    "aws:redshift/cluster:Cluster",
    arn="redshift:cluster:{clusterIdentifier}",
    is_store=True,
    security_groups="vpcSecurityGroupIds",
    subnets="clusterSubnetGroupName",
)
REDSHIFT_RESOURCE_POLICY = _row("aws:redshift/resourcePolicy:ResourcePolicy", resource_policies=("policy",))
REDSHIFT_SUBNET_GROUP = _row("aws:redshift/subnetGroup:SubnetGroup")
REDSHIFTSERVERLESS_RESOURCE_POLICY = _row(
    "aws:redshiftserverless/resourcePolicy:ResourcePolicy", resource_policies=("policy",)
)
REDSHIFTSERVERLESS_WORKGROUP = _row(
    "aws:redshiftserverless/workgroup:Workgroup", is_store=True, security_groups="securityGroupIds", subnets="subnetIds"
)
TIMESTREAMWRITE_TABLE = _row("aws:timestreamwrite/table:Table")

# Streams, queues, events and workflows
MSK_CLUSTER = _row(
    "aws:msk/cluster:Cluster",
    arn="kafka:cluster/{clusterName}",
    is_store=True,
    security_groups="brokerNodeGroupInfo.securityGroups",
    subnets="brokerNodeGroupInfo.clientSubnets",
)
MSK_CLUSTER_POLICY = _row("aws:msk/clusterPolicy:ClusterPolicy", owner="clusterArn", resource_policies=("policy",))
MSK_CONFIGURATION = _row("aws:msk/configuration:Configuration")
MSK_REPLICATOR = _row("aws:msk/replicator:Replicator")
MSK_SCRAM_SECRET_ASSOCIATION = _row("aws:msk/scramSecretAssociation:ScramSecretAssociation", owner="clusterArn")
MSK_SERVERLESS_CLUSTER = _row(
    "aws:msk/serverlessCluster:ServerlessCluster",
    arn="kafka:cluster/{clusterName}",
    is_store=True,
    security_groups="vpcConfigs.securityGroupIds",
    subnets="vpcConfigs.subnetIds",
)
MSK_SINGLE_SCRAM_SECRET_ASSOCIATION = _row(
    "aws:msk/singleScramSecretAssociation:SingleScramSecretAssociation", owner="clusterArn"
)
MSKCONNECT_CONNECTOR = _row("aws:mskconnect/connector:Connector")
KINESIS_FIREHOSE_DELIVERY_STREAM = _row(
    "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream", arn="firehose:deliverystream/{name}"
)
KINESIS_RESOURCE_POLICY = _row(
    "aws:kinesis/resourcePolicy:ResourcePolicy", owner="resourceArn", resource_policies=("policy",)
)
KINESIS_STREAM = _row("aws:kinesis/stream:Stream", arn="kinesis:stream/{name}")
KINESISANALYTICSV2_APPLICATION = _row("aws:kinesisanalyticsv2/application:Application")
MQ_BROKER = _row("aws:mq/broker:Broker")
SNS_TOPIC = _row("aws:sns/topic:Topic", arn="sns:{name}", resource_policies=("policy",))
SNS_TOPIC_POLICY = _row("aws:sns/topicPolicy:TopicPolicy", owner="arn", resource_policies=("policy",))
SNS_TOPIC_SUBSCRIPTION = _row("aws:sns/topicSubscription:TopicSubscription", owner="topic")
SQS_QUEUE = _row("aws:sqs/queue:Queue", arn="sqs:{name}", resource_policies=("policy",))
SQS_QUEUE_POLICY = _row("aws:sqs/queuePolicy:QueuePolicy", owner="queueUrl", resource_policies=("policy",))
SQS_REDRIVE_POLICY = _row("aws:sqs/redrivePolicy:RedrivePolicy")
PIPES_PIPE = _row("aws:pipes/pipe:Pipe")
SCHEDULER_SCHEDULE = _row("aws:scheduler/schedule:Schedule", owner="groupName")
SCHEMAS_REGISTRY_POLICY = _row("aws:schemas/registryPolicy:RegistryPolicy", resource_policies=("policy",))
SFN_STATE_MACHINE = _row("aws:sfn/stateMachine:StateMachine", arn="states:stateMachine:{name}")

# Storage and backups
S3_ACCESS_POINT = _row("aws:s3/accessPoint:AccessPoint", resource_policies=("policy",))
S3_ACCOUNT_PUBLIC_ACCESS_BLOCK = _row("aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock")
S3_BUCKET = _row("aws:s3/bucket:Bucket", arn="s3:{bucket}", resource_policies=("policy",))
S3_BUCKET_ACCELERATE_CONFIGURATION = _row(
    "aws:s3/bucketAccelerateConfiguration:BucketAccelerateConfiguration",
    aliases=("aws:s3/bucketAccelerateConfigurationV2:BucketAccelerateConfigurationV2",),
)
S3_BUCKET_ACL = _row("aws:s3/bucketAcl:BucketAcl", aliases=("aws:s3/bucketAclV2:BucketAclV2",))
S3_BUCKET_CORS_CONFIGURATION = _row(
    "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration",
    aliases=("aws:s3/bucketCorsConfigurationV2:BucketCorsConfigurationV2",),
)
S3_BUCKET_LIFECYCLE_CONFIGURATION = _row(
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    aliases=("aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",),
)
S3_BUCKET_LOGGING = _row(
    "aws:s3/bucketLogging:BucketLogging", aliases=("aws:s3/bucketLoggingV2:BucketLoggingV2",), owner="bucket"
)
S3_BUCKET_NOTIFICATION = _row("aws:s3/bucketNotification:BucketNotification", owner="bucket")
S3_BUCKET_OBJECT = _row("aws:s3/bucketObject:BucketObject")
S3_BUCKET_OBJECT_LOCK_CONFIGURATION = _row(
    "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
    aliases=("aws:s3/bucketObjectLockConfigurationV2:BucketObjectLockConfigurationV2",),
)
S3_BUCKET_OBJECTV2 = _row("aws:s3/bucketObjectv2:BucketObjectv2")
S3_BUCKET_OWNERSHIP_CONTROLS = _row("aws:s3/bucketOwnershipControls:BucketOwnershipControls")
S3_BUCKET_POLICY = _row("aws:s3/bucketPolicy:BucketPolicy", owner="bucket", resource_policies=("policy",))
S3_BUCKET_PUBLIC_ACCESS_BLOCK = _row("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")
S3_BUCKET_REPLICATION_CONFIG = _row("aws:s3/bucketReplicationConfig:BucketReplicationConfig", owner="bucket")
S3_BUCKET_REQUEST_PAYMENT_CONFIGURATION = _row(
    "aws:s3/bucketRequestPaymentConfiguration:BucketRequestPaymentConfiguration",
    aliases=("aws:s3/bucketRequestPaymentConfigurationV2:BucketRequestPaymentConfigurationV2",),
)
S3_BUCKET_SERVER_SIDE_ENCRYPTION_CONFIGURATION = _row(
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    aliases=("aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",),
    owner="bucket",
)
S3_BUCKET_V2 = _row("aws:s3/bucketV2:BucketV2", arn="s3:{bucket}", resource_policies=("policy",))
S3_BUCKET_VERSIONING = _row(
    "aws:s3/bucketVersioning:BucketVersioning", aliases=("aws:s3/bucketVersioningV2:BucketVersioningV2",)
)
S3_BUCKET_WEBSITE_CONFIGURATION = _row(
    "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration",
    aliases=("aws:s3/bucketWebsiteConfigurationV2:BucketWebsiteConfigurationV2",),
)
S3_FILES_FILE_SYSTEM_POLICY = _row("aws:s3/filesFileSystemPolicy:FilesFileSystemPolicy", resource_policies=("policy",))
S3_OBJECT_COPY = _row("aws:s3/objectCopy:ObjectCopy")
S3_VECTORS_VECTOR_BUCKET_POLICY = _row(
    "aws:s3/vectorsVectorBucketPolicy:VectorsVectorBucketPolicy", resource_policies=("policy",)
)
S3CONTROL_ACCESS_GRANTS_INSTANCE_RESOURCE_POLICY = _row(
    "aws:s3control/accessGrantsInstanceResourcePolicy:AccessGrantsInstanceResourcePolicy", resource_policies=("policy",)
)
S3CONTROL_ACCESS_POINT_POLICY = _row("aws:s3control/accessPointPolicy:AccessPointPolicy", resource_policies=("policy",))
S3CONTROL_BUCKET_POLICY = _row("aws:s3control/bucketPolicy:BucketPolicy", resource_policies=("policy",))
S3CONTROL_MULTI_REGION_ACCESS_POINT_POLICY = _row(
    "aws:s3control/multiRegionAccessPointPolicy:MultiRegionAccessPointPolicy", resource_policies=("details",)
)
S3CONTROL_OBJECT_LAMBDA_ACCESS_POINT_POLICY = _row(
    "aws:s3control/objectLambdaAccessPointPolicy:ObjectLambdaAccessPointPolicy", resource_policies=("policy",)
)
S3TABLES_TABLE_BUCKET_POLICY = _row(
    "aws:s3tables/tableBucketPolicy:TableBucketPolicy", resource_policies=("resourcePolicy",)
)
S3TABLES_TABLE_POLICY = _row("aws:s3tables/tablePolicy:TablePolicy", resource_policies=("resourcePolicy",))
EBS_SNAPSHOT_BLOCK_PUBLIC_ACCESS = _row("aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess")
EBS_VOLUME = _row("aws:ebs/volume:Volume")
EFS_BACKUP_POLICY = _row("aws:efs/backupPolicy:BackupPolicy")
EFS_FILE_SYSTEM = _row("aws:efs/fileSystem:FileSystem", arn="elasticfilesystem:file-system/{id}", has_unique_id=True)
EFS_FILE_SYSTEM_POLICY = _row(
    "aws:efs/fileSystemPolicy:FileSystemPolicy", owner="fileSystemId", resource_policies=("policy",)
)
EFS_MOUNT_TARGET = _row("aws:efs/mountTarget:MountTarget", owner="fileSystemId")
GLACIER_VAULT = _row("aws:glacier/vault:Vault", resource_policies=("accessPolicy",))
GLACIER_VAULT_LOCK = _row("aws:glacier/vaultLock:VaultLock", resource_policies=("policy",))
BACKUP_PLAN = _row("aws:backup/plan:Plan")
BACKUP_SELECTION = _row("aws:backup/selection:Selection", owner="planId")
BACKUP_VAULT = _row("aws:backup/vault:Vault", arn="backup:backup-vault:{name}")
BACKUP_VAULT_POLICY = _row("aws:backup/vaultPolicy:VaultPolicy", owner="backupVaultName", resource_policies=("policy",))
DATASYNC_TASK = _row("aws:datasync/task:Task")
MEDIASTORE_CONTAINER_POLICY = _row("aws:mediastore/containerPolicy:ContainerPolicy", resource_policies=("policy",))

# Networks and load balancers
EC2_AMI_LAUNCH_PERMISSION = _row("aws:ec2/amiLaunchPermission:AmiLaunchPermission")
EC2_DEFAULT_ROUTE_TABLE = _row("aws:ec2/defaultRouteTable:DefaultRouteTable")
EC2_DEFAULT_SECURITY_GROUP = _row("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup")
EC2_EIP = _row("aws:ec2/eip:Eip")
EC2_EIP_ASSOCIATION = _row("aws:ec2/eipAssociation:EipAssociation")
EC2_FLOW_LOG = _row("aws:ec2/flowLog:FlowLog")
EC2_INSTANCE = _row("aws:ec2/instance:Instance", has_unique_id=True, security_groups="vpcSecurityGroupIds")
EC2_INTERNET_GATEWAY = _row("aws:ec2/internetGateway:InternetGateway", has_unique_id=True)
EC2_LAUNCH_TEMPLATE = _row("aws:ec2/launchTemplate:LaunchTemplate", has_unique_id=True)
EC2_LAUNCH_CONFIGURATION = _row("aws:ec2/launchConfiguration:LaunchConfiguration")
EC2_SPOT_INSTANCE_REQUEST = _row("aws:ec2/spotInstanceRequest:SpotInstanceRequest", has_unique_id=True)
EC2_MAIN_ROUTE_TABLE_ASSOCIATION = _row("aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation")
EC2_MANAGED_PREFIX_LIST = _row("aws:ec2/managedPrefixList:ManagedPrefixList")
EC2_MANAGED_PREFIX_LIST_ENTRY = _row("aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry")
EC2_NAT_GATEWAY = _row("aws:ec2/natGateway:NatGateway", has_unique_id=True)
EC2_NETWORK_ACL = _row("aws:ec2/networkAcl:NetworkAcl", has_unique_id=True)
EC2_NETWORK_ACL_RULE = _row("aws:ec2/networkAclRule:NetworkAclRule", owner="networkAclId")
EC2_NETWORK_INTERFACE = _row("aws:ec2/networkInterface:NetworkInterface", has_unique_id=True)
EC2_ROUTE = _row("aws:ec2/route:Route", owner="routeTableId")
EC2_ROUTE_TABLE = _row("aws:ec2/routeTable:RouteTable", has_unique_id=True)
EC2_ROUTE_TABLE_ASSOCIATION = _row("aws:ec2/routeTableAssociation:RouteTableAssociation", owner="routeTableId")
EC2_SECURITY_GROUP = _row("aws:ec2/securityGroup:SecurityGroup", has_unique_id=True)
EC2_SECURITY_GROUP_RULE = _row("aws:ec2/securityGroupRule:SecurityGroupRule", owner="securityGroupId")
EC2_SNAPSHOT_CREATE_VOLUME_PERMISSION = _row("aws:ec2/snapshotCreateVolumePermission:SnapshotCreateVolumePermission")
EC2_SUBNET = _row("aws:ec2/subnet:Subnet", has_unique_id=True)
EC2_VPC = _row("aws:ec2/vpc:Vpc", has_unique_id=True)
EC2_VPC_BLOCK_PUBLIC_ACCESS_OPTIONS = _row("aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions")
EC2_VPC_ENCRYPTION_CONTROL = _row("aws:ec2/vpcEncryptionControl:VpcEncryptionControl")
EC2_VPC_ENDPOINT = _row("aws:ec2/vpcEndpoint:VpcEndpoint", has_unique_id=True, endpoint_policies=("policy",))
EC2_VPC_ENDPOINT_POLICY = _row(
    "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy", owner="vpcEndpointId", endpoint_policies=("policy",)
)
EC2_VPC_ENDPOINT_ROUTE_TABLE_ASSOCIATION = _row(
    "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation", owner="vpcEndpointId"
)
EC2_VPC_ENDPOINT_SERVICE_ALLOWED_PRINCIPLE = _row(
    "aws:ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple"
)
EC2_VPC_ENDPOINT_SUBNET_ASSOCIATION = _row(
    "aws:ec2/vpcEndpointSubnetAssociation:VpcEndpointSubnetAssociation", owner="vpcEndpointId"
)
EC2_VPC_PEERING_CONNECTION = _row("aws:ec2/vpcPeeringConnection:VpcPeeringConnection")
EC2_VPC_PEERING_CONNECTION_ACCEPTER = _row("aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter")
VPC_SECURITY_GROUP_EGRESS_RULE = _row(
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", owner="securityGroupId"
)
VPC_SECURITY_GROUP_INGRESS_RULE = _row(
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", owner="securityGroupId"
)
LB_LISTENER = _row("aws:lb/listener:Listener", aliases=_load_balancing("listener"))
LB_LISTENER_CERTIFICATE = _row(
    "aws:lb/listenerCertificate:ListenerCertificate", aliases=_load_balancing("listenerCertificate")
)
LB_LISTENER_RULE = _row("aws:lb/listenerRule:ListenerRule", aliases=_load_balancing("listenerRule"))
LB_LOAD_BALANCER = _row(
    "aws:lb/loadBalancer:LoadBalancer", aliases=_load_balancing("loadBalancer"), security_groups="securityGroups"
)
LB_TARGET_GROUP = _row("aws:lb/targetGroup:TargetGroup", aliases=_load_balancing("targetGroup"))
LB_TARGET_GROUP_ATTACHMENT = _row(
    "aws:lb/targetGroupAttachment:TargetGroupAttachment",
    aliases=_load_balancing("targetGroupAttachment"),
    owner="targetGroupArn",
)
VPCLATTICE_AUTH_POLICY = _row("aws:vpclattice/authPolicy:AuthPolicy", resource_policies=("policy",))
VPCLATTICE_RESOURCE_POLICY = _row("aws:vpclattice/resourcePolicy:ResourcePolicy", resource_policies=("policy",))
NETWORKFIREWALL_RESOURCE_POLICY = _row(
    "aws:networkfirewall/resourcePolicy:ResourcePolicy", resource_policies=("policy",)
)
ODB_NETWORK = _row(
    "aws:odb/network:Network", endpoint_policies=("kmsPolicyDocument", "s3PolicyDocument", "stsPolicyDocument")
)
WAFV2_WEB_ACL = _row("aws:wafv2/webAcl:WebAcl")
WAFV2_WEB_ACL_ASSOCIATION = _row("aws:wafv2/webAclAssociation:WebAclAssociation", owner="resourceArn")
WAFV2_WEB_ACL_LOGGING_CONFIGURATION = _row(
    "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", owner="resourceArn"
)
ROUTE53_HOSTED_ZONE_DNS_SEC = _row("aws:route53/hostedZoneDnsSec:HostedZoneDnsSec")
ROUTE53_QUERY_LOG = _row("aws:route53/queryLog:QueryLog")
ROUTE53_RESOLVER_QUERY_LOG_CONFIG = _row("aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig")
ROUTE53_ZONE = _row("aws:route53/zone:Zone")
CLOUDFRONT_DISTRIBUTION = _row("aws:cloudfront/distribution:Distribution")

# Compute and its images
LAMBDA_ALIAS = _row("aws:lambda/alias:Alias", owner="functionName")
LAMBDA_CODE_SIGNING_CONFIG = _row("aws:lambda/codeSigningConfig:CodeSigningConfig")
LAMBDA_EVENT_SOURCE_MAPPING = _row("aws:lambda/eventSourceMapping:EventSourceMapping")
LAMBDA_FUNCTION = _row(
    "aws:lambda/function:Function", arn="lambda:function:{name}", security_groups="vpcConfig.securityGroupIds"
)
LAMBDA_FUNCTION_EVENT_INVOKE_CONFIG = _row(
    "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig", owner="functionName"
)
LAMBDA_FUNCTION_URL = _row("aws:lambda/functionUrl:FunctionUrl")
LAMBDA_LAYER_VERSION_PERMISSION = _row("aws:lambda/layerVersionPermission:LayerVersionPermission")
LAMBDA_PERMISSION = _row("aws:lambda/permission:Permission", owner="function")
LAMBDA_RESOURCE_POLICY = _row("aws:lambda/resourcePolicy:ResourcePolicy", resource_policies=("policy",))
ECS_CAPACITY_PROVIDER = _row("aws:ecs/capacityProvider:CapacityProvider")
ECS_CLUSTER = _row("aws:ecs/cluster:Cluster", arn="ecs:cluster/{name}")
ECS_CLUSTER_CAPACITY_PROVIDERS = _row("aws:ecs/clusterCapacityProviders:ClusterCapacityProviders", owner="clusterName")
ECS_SERVICE = _row("aws:ecs/service:Service", security_groups="networkConfiguration.securityGroups")
ECS_TASK_DEFINITION = _row("aws:ecs/taskDefinition:TaskDefinition")
ECS_TASK_SET = _row("aws:ecs/taskSet:TaskSet", security_groups="networkConfiguration.securityGroups")
ECR_LIFECYCLE_POLICY = _row("aws:ecr/lifecyclePolicy:LifecyclePolicy")
ECR_REGISTRY_POLICY = _row("aws:ecr/registryPolicy:RegistryPolicy", resource_policies=("policy",))
ECR_REGISTRY_SCANNING_CONFIGURATION = _row("aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration")
ECR_REPOSITORY = _row("aws:ecr/repository:Repository", arn="ecr:repository/{name}")
ECR_REPOSITORY_CREATION_TEMPLATE = _row(
    "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate", resource_policies=("repositoryPolicy",)
)
ECR_REPOSITORY_POLICY = _row(
    "aws:ecr/repositoryPolicy:RepositoryPolicy", owner="repository", resource_policies=("policy",)
)
ECRPUBLIC_REPOSITORY_POLICY = _row("aws:ecrpublic/repositoryPolicy:RepositoryPolicy", resource_policies=("policy",))
EKS_CLUSTER = _row("aws:eks/cluster:Cluster")
APPRUNNER_SERVICE = _row("aws:apprunner/service:Service")
AMPLIFY_APP = _row("aws:amplify/app:App")
AMPLIFY_BRANCH = _row("aws:amplify/branch:Branch")
LAMBDA_MICROVMS_IMAGE = _row("aws:lambda/microvmsImage:MicrovmsImage")
LAMBDAMICROVMS_IMAGE = _row("aws:lambdamicrovms/image:Image")
ECS_DAEMON_TASK_DEFINITION = _row("aws:ecs/daemonTaskDefinition:DaemonTaskDefinition")
APPAUTOSCALING_TARGET = _row("aws:appautoscaling/target:Target")
AUTOSCALING_GROUP = _row("aws:autoscaling/group:Group")
BATCH_COMPUTE_ENVIRONMENT = _row("aws:batch/computeEnvironment:ComputeEnvironment")
BATCH_JOB_DEFINITION = _row("aws:batch/jobDefinition:JobDefinition")
BATCH_JOB_QUEUE = _row("aws:batch/jobQueue:JobQueue")
CLOUDFORMATION_STACK = _row("aws:cloudformation/stack:Stack")
CODEARTIFACT_DOMAIN_PERMISSIONS = _row(
    "aws:codeartifact/domainPermissions:DomainPermissions", resource_policies=("policyDocument",)
)
CODEARTIFACT_REPOSITORY_PERMISSIONS_POLICY = _row(
    "aws:codeartifact/repositoryPermissionsPolicy:RepositoryPermissionsPolicy", resource_policies=("policyDocument",)
)
CODEBUILD_PROJECT = _row("aws:codebuild/project:Project", arn="codebuild:project/{name}")
CODEBUILD_RESOURCE_POLICY = _row("aws:codebuild/resourcePolicy:ResourcePolicy", resource_policies=("policy",))
CODEPIPELINE_PIPELINE = _row("aws:codepipeline/pipeline:Pipeline")
ELASTICBEANSTALK_CONFIGURATION_TEMPLATE = _row("aws:elasticbeanstalk/configurationTemplate:ConfigurationTemplate")
ELASTICBEANSTALK_ENVIRONMENT = _row("aws:elasticbeanstalk/environment:Environment")
IMAGEBUILDER_IMAGE_RECIPE = _row("aws:imagebuilder/imageRecipe:ImageRecipe")
LIGHTSAIL_CONTAINER_SERVICE_DEPLOYMENT_VERSION = _row(
    "aws:lightsail/containerServiceDeploymentVersion:ContainerServiceDeploymentVersion"
)
LIGHTSAIL_INSTANCE = _row("aws:lightsail/instance:Instance")

# APIs
APIGATEWAY_DOMAIN_NAME = _row("aws:apigateway/domainName:DomainName", resource_policies=("policy",))
APIGATEWAY_REST_API = _row("aws:apigateway/restApi:RestApi", resource_policies=("policy",))
APIGATEWAY_REST_API_POLICY = _row("aws:apigateway/restApiPolicy:RestApiPolicy", resource_policies=("policy",))
APIGATEWAY_STAGE = _row("aws:apigateway/stage:Stage")
APIGATEWAYV2_API = _row("aws:apigatewayv2/api:Api")
APIGATEWAYV2_API_MAPPING = _row("aws:apigatewayv2/apiMapping:ApiMapping", owner="apiId")
APIGATEWAYV2_AUTHORIZER = _row("aws:apigatewayv2/authorizer:Authorizer", owner="apiId")
APIGATEWAYV2_DOMAIN_NAME = _row("aws:apigatewayv2/domainName:DomainName")
APIGATEWAYV2_INTEGRATION = _row("aws:apigatewayv2/integration:Integration", owner="apiId")
APIGATEWAYV2_ROUTE = _row("aws:apigatewayv2/route:Route", owner="apiId")
APIGATEWAYV2_STAGE = _row("aws:apigatewayv2/stage:Stage")
APIGATEWAYV2_VPC_LINK = _row("aws:apigatewayv2/vpcLink:VpcLink")
APIGATEWAY_DEPLOYMENT = _row("aws:apigateway/deployment:Deployment")
APPSYNC_GRAPH_QL_API = _row("aws:appsync/graphQLApi:GraphQLApi")

# Logs, metrics and audits
CLOUDWATCH_COMPOSITE_ALARM = _row("aws:cloudwatch/compositeAlarm:CompositeAlarm")
CLOUDWATCH_EVENT_BUS = _row("aws:cloudwatch/eventBus:EventBus", arn="events:event-bus/{name}")
CLOUDWATCH_EVENT_BUS_POLICY = _row(
    "aws:cloudwatch/eventBusPolicy:EventBusPolicy", owner="eventBusName", resource_policies=("policy",)
)
CLOUDWATCH_EVENT_PERMISSION = _row("aws:cloudwatch/eventPermission:EventPermission")
CLOUDWATCH_EVENT_RULE = _row("aws:cloudwatch/eventRule:EventRule", arn="events:rule/{name}")
CLOUDWATCH_EVENT_TARGET = _row("aws:cloudwatch/eventTarget:EventTarget", owner="rule")
CLOUDWATCH_LOG_DELIVERY_DESTINATION_POLICY = _row(
    "aws:cloudwatch/logDeliveryDestinationPolicy:LogDeliveryDestinationPolicy",
    resource_policies=("deliveryDestinationPolicy",),
)
CLOUDWATCH_LOG_DESTINATION = _row("aws:cloudwatch/logDestination:LogDestination")
CLOUDWATCH_LOG_DESTINATION_POLICY = _row(
    "aws:cloudwatch/logDestinationPolicy:LogDestinationPolicy", resource_policies=("accessPolicy",)
)
CLOUDWATCH_LOG_GROUP = _row("aws:cloudwatch/logGroup:LogGroup", arn="logs:log-group:{name}")
CLOUDWATCH_LOG_RESOURCE_POLICY = _row(
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy", resource_policies=("policyDocument",)
)
CLOUDWATCH_LOG_SUBSCRIPTION_FILTER = _row(
    "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter", owner="logGroup"
)
CLOUDWATCH_METRIC_ALARM = _row("aws:cloudwatch/metricAlarm:MetricAlarm")
CLOUDWATCH_METRIC_STREAM = _row("aws:cloudwatch/metricStream:MetricStream")
CLOUDTRAIL_TRAIL = _row("aws:cloudtrail/trail:Trail")
AMP_RESOURCE_POLICY = _row("aws:amp/resourcePolicy:ResourcePolicy", resource_policies=("policyDocument",))
OAM_SINK_POLICY = _row("aws:oam/sinkPolicy:SinkPolicy", resource_policies=("policy",))
XRAY_RESOURCE_POLICY = _row("aws:xray/resourcePolicy:ResourcePolicy", resource_policies=("policyDocument",))

# Analytics and machine learning
ATHENA_WORKGROUP = _row("aws:athena/workgroup:Workgroup")
FINSPACE_KX_CLUSTER = _row("aws:finspace/kxCluster:KxCluster")
GLUE_CATALOG_DATABASE = _row("aws:glue/catalogDatabase:CatalogDatabase", arn="glue:database/{name}")
GLUE_CONNECTION = _row("aws:glue/connection:Connection")
GLUE_CRAWLER = _row("aws:glue/crawler:Crawler")
GLUE_DATA_CATALOG_ENCRYPTION_SETTINGS = _row("aws:glue/dataCatalogEncryptionSettings:DataCatalogEncryptionSettings")
GLUE_DEV_ENDPOINT = _row("aws:glue/devEndpoint:DevEndpoint")
GLUE_JOB = _row("aws:glue/job:Job")
GLUE_RESOURCE_POLICY = _row("aws:glue/resourcePolicy:ResourcePolicy", resource_policies=("policy",))
GLUE_SECURITY_CONFIGURATION = _row("aws:glue/securityConfiguration:SecurityConfiguration")
GLUE_TRIGGER = _row("aws:glue/trigger:Trigger")
EMR_CLUSTER = _row("aws:emr/cluster:Cluster")
EMR_INSTANCE_GROUP = _row("aws:emr/instanceGroup:InstanceGroup")
EMRSERVERLESS_APPLICATION = _row("aws:emrserverless/application:Application")
MWAA_ENVIRONMENT = _row("aws:mwaa/environment:Environment")
BEDROCK_AGENTCORE_AGENT_RUNTIME = _row("aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime")
BEDROCK_AGENTCORE_CODE_INTERPRETER = _row("aws:bedrock/agentcoreCodeInterpreter:AgentcoreCodeInterpreter")
BEDROCK_AGENTCORE_HARNESS = _row("aws:bedrock/agentcoreHarness:AgentcoreHarness")
BEDROCK_AGENTCORE_RESOURCE_POLICY = _row(
    "aws:bedrock/agentcoreResourcePolicy:AgentcoreResourcePolicy", resource_policies=("policy",)
)
SAGEMAKER_ENDPOINT_CONFIGURATION = _row("aws:sagemaker/endpointConfiguration:EndpointConfiguration")
SAGEMAKER_MODEL = _row("aws:sagemaker/model:Model")
SAGEMAKER_MODEL_PACKAGE_GROUP_POLICY = _row(
    "aws:sagemaker/modelPackageGroupPolicy:ModelPackageGroupPolicy", resource_policies=("resourcePolicy",)
)
SAGEMAKER_NOTEBOOK_INSTANCE = _row("aws:sagemaker/notebookInstance:NotebookInstance")
SAGEMAKER_TRAINING_JOB = _row("aws:sagemaker/trainingJob:TrainingJob")
SYNTHETICS_CANARY = _row("aws:synthetics/canary:Canary")

# Others
CLOUDCONTROL_RESOURCE = _row("aws:cloudcontrol/resource:Resource")
DMS_ENDPOINT = _row("aws:dms/endpoint:Endpoint")
DMS_REPLICATION_TASK = _row("aws:dms/replicationTask:ReplicationTask")
IOT_TOPIC_RULE = _row("aws:iot/topicRule:TopicRule")
LOCATION_TRACKER = _row("aws:location/tracker:Tracker")
PINPOINT_SMSVOICEV2_RESOURCE_POLICY = _row(
    "aws:pinpoint/smsvoicev2ResourcePolicy:Smsvoicev2ResourcePolicy", resource_policies=("policy",)
)
SES_IDENTITY_POLICY = _row("aws:ses/identityPolicy:IdentityPolicy", resource_policies=("policy",))
SES_RECEIPT_RULE = _row("aws:ses/receiptRule:ReceiptRule")
SESV2_EMAIL_IDENTITY_POLICY = _row("aws:sesv2/emailIdentityPolicy:EmailIdentityPolicy", resource_policies=("policy",))

TYPES: Final[Mapping[str, AwsType]] = _ROWS
"""Every row by its token."""

ALIASES: Final[Mapping[str, str]] = {alias: row.token for row in TYPES.values() for alias in row.aliases}
"""The token of each alias, as the classes of pulumi_aws declare them."""

STORES: Final[Mapping[str, AwsType]] = {row.token: row for row in TYPES.values() if row.is_store}
"""Types that hold data behind security groups or in subnets."""
