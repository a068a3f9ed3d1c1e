"""Names that AWS accepts once: creating a second resource with the same name is an error, not another resource.

Errors are those of the API that creates the resource, as botocore's models list them
(`tests/local/provider/test_cloud.py` compares). A topic of SNS, a dashboard and an alarm are missing on purpose: AWS
answers with the one that exists, or overwrites it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True)
class Taken:
    """How AWS refuses a name that is taken."""

    operation: str
    """The API and its operation in botocore: `iam.CreateRole`."""
    error: str
    """The error's code."""
    properties: tuple[str, ...] = ("name",)
    """Inputs that make up the name: the name itself, after what it must be unique in."""
    worldwide: bool = False
    """Whether accounts and regions share the names."""
    regionless: bool = False
    """Whether the regions of an account share the names."""

    def name(self, inputs: Mapping[str, Any]) -> str:
        """The whole name; empty if the resource has none of its own."""
        values = [inputs.get(name) for name in self.properties]
        return "/".join(map(str, values)) if all(values) else ""

    def message(self, inputs: Mapping[str, Any]) -> str:
        """The error as the provider reports it."""
        return f"{self.operation.split('.')[1]}: {self.error}: {inputs.get(self.properties[-1])} already exists"


TAKEN: Final[Mapping[str, Taken]] = {
    "aws:backup/vault:Vault": Taken("backup.CreateBackupVault", "AlreadyExistsException"),
    "aws:cloudfront/cachePolicy:CachePolicy": Taken(
        "cloudfront.CreateCachePolicy", "CachePolicyAlreadyExists", regionless=True
    ),
    "aws:cloudfront/function:Function": Taken("cloudfront.CreateFunction", "FunctionAlreadyExists", regionless=True),
    "aws:cloudfront/originAccessControl:OriginAccessControl": Taken(
        "cloudfront.CreateOriginAccessControl", "OriginAccessControlAlreadyExists", regionless=True
    ),
    "aws:cloudfront/originRequestPolicy:OriginRequestPolicy": Taken(
        "cloudfront.CreateOriginRequestPolicy", "OriginRequestPolicyAlreadyExists", regionless=True
    ),
    "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": Taken(
        "cloudfront.CreateResponseHeadersPolicy", "ResponseHeadersPolicyAlreadyExists", regionless=True
    ),
    "aws:cloudwatch/logGroup:LogGroup": Taken("logs.CreateLogGroup", "ResourceAlreadyExistsException"),
    "aws:cognito/userGroup:UserGroup": Taken("cognito-idp.CreateGroup", "GroupExistsException", ("userPoolId", "name")),
    "aws:dynamodb/table:Table": Taken("dynamodb.CreateTable", "ResourceInUseException"),
    "aws:elasticache/parameterGroup:ParameterGroup": Taken(
        "elasticache.CreateCacheParameterGroup", "CacheParameterGroupAlreadyExists"
    ),
    "aws:elasticache/replicationGroup:ReplicationGroup": Taken(
        "elasticache.CreateReplicationGroup", "ReplicationGroupAlreadyExists", ("replicationGroupId",)
    ),
    "aws:elasticache/serverlessCache:ServerlessCache": Taken(
        "elasticache.CreateServerlessCache", "ServerlessCacheAlreadyExistsFault"
    ),
    "aws:elasticache/subnetGroup:SubnetGroup": Taken(
        "elasticache.CreateCacheSubnetGroup", "CacheSubnetGroupAlreadyExists"
    ),
    "aws:elasticache/user:User": Taken("elasticache.CreateUser", "UserAlreadyExists", ("userId",)),
    "aws:elasticache/userGroup:UserGroup": Taken(
        "elasticache.CreateUserGroup", "UserGroupAlreadyExists", ("userGroupId",)
    ),
    "aws:glue/catalogDatabase:CatalogDatabase": Taken("glue.CreateDatabase", "AlreadyExistsException"),
    "aws:glue/catalogTable:CatalogTable": Taken("glue.CreateTable", "AlreadyExistsException", ("databaseName", "name")),
    "aws:iam/policy:Policy": Taken("iam.CreatePolicy", "EntityAlreadyExists", regionless=True),
    "aws:iam/role:Role": Taken("iam.CreateRole", "EntityAlreadyExists", regionless=True),
    "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": Taken(
        "firehose.CreateDeliveryStream", "ResourceInUseException"
    ),
    "aws:kms/alias:Alias": Taken("kms.CreateAlias", "AlreadyExistsException"),
    "aws:lambda/function:Function": Taken("lambda.CreateFunction", "ResourceConflictException"),
    "aws:lb/loadBalancer:LoadBalancer": Taken("elbv2.CreateLoadBalancer", "DuplicateLoadBalancerName"),
    "aws:lb/targetGroup:TargetGroup": Taken("elbv2.CreateTargetGroup", "DuplicateTargetGroupName"),
    "aws:msk/cluster:Cluster": Taken("kafka.CreateClusterV2", "ConflictException", ("clusterName",)),
    "aws:msk/configuration:Configuration": Taken("kafka.CreateConfiguration", "ConflictException"),
    "aws:msk/serverlessCluster:ServerlessCluster": Taken(
        "kafka.CreateClusterV2", "ConflictException", ("clusterName",)
    ),
    "aws:msk/topic:Topic": Taken("kafka.CreateTopic", "TopicExistsException", ("clusterArn", "name")),
    "aws:rds/cluster:Cluster": Taken("rds.CreateDBCluster", "DBClusterAlreadyExistsFault", ("clusterIdentifier",)),
    "aws:rds/clusterInstance:ClusterInstance": Taken(
        "rds.CreateDBInstance", "DBInstanceAlreadyExists", ("identifier",)
    ),
    "aws:rds/clusterParameterGroup:ClusterParameterGroup": Taken(
        "rds.CreateDBClusterParameterGroup", "DBParameterGroupAlreadyExists"
    ),
    "aws:rds/globalCluster:GlobalCluster": Taken(
        "rds.CreateGlobalCluster", "GlobalClusterAlreadyExistsFault", ("globalClusterIdentifier",)
    ),
    "aws:rds/proxy:Proxy": Taken("rds.CreateDBProxy", "DBProxyAlreadyExistsFault"),
    "aws:rds/subnetGroup:SubnetGroup": Taken("rds.CreateDBSubnetGroup", "DBSubnetGroupAlreadyExists"),
    "aws:s3/bucket:Bucket": Taken("s3.CreateBucket", "BucketAlreadyOwnedByYou", ("bucket",), worldwide=True),
    "aws:scheduler/schedule:Schedule": Taken("scheduler.CreateSchedule", "ConflictException", ("groupName", "name")),
    "aws:scheduler/scheduleGroup:ScheduleGroup": Taken("scheduler.CreateScheduleGroup", "ConflictException"),
    "aws:secretsmanager/secret:Secret": Taken("secretsmanager.CreateSecret", "ResourceExistsException"),
    "aws:wafv2/ipSet:IpSet": Taken("wafv2.CreateIPSet", "WAFDuplicateItemException", ("scope", "name")),
    "aws:wafv2/webAcl:WebAcl": Taken("wafv2.CreateWebACL", "WAFDuplicateItemException", ("scope", "name")),
}
"""Type token to the name that AWS accepts once."""
