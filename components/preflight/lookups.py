"""How to find out whether a name is taken, for each resource type whose names are unique in an account and region.

Each operation and each error code is in the service's API reference and in botocore's model of the service.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from os.path import commonprefix
from typing import Any, Final

from .clients import Call


@dataclass(frozen=True, kw_only=True)
class Lookup:
    """A question about names of one resource type: one by one, or as a list."""

    type: str
    noun: str
    """Plural, for the report."""
    key: str = "name"
    """The property with the name."""
    call: Call
    absent: tuple[str, ...] = ()
    """Error codes that mean that nothing has the name. Empty for a list."""
    parameter: str = ""
    """The parameter of the operation that takes one name, or for a list the beginning that all names have."""
    is_list_parameter: bool = False
    """Whether the parameter takes a list of names."""
    from_name: Callable[[str, str, str], str] = lambda name, _account, _region: name
    """A name, an account and a region to the value of the parameter."""
    names: str = ""
    """JMESPath of the names in a page of a list."""
    constants: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """Parameters that are the same for every name."""
    more: str = ""
    """JMESPath of what says that a page is not the last, for a list that botocore cannot page through."""
    import_id: str = "the name"
    """What `pulumi import` takes as the id."""

    def request(self, name: str, account: str, region: str) -> dict[str, Any]:
        """The parameters for one name."""
        value = self.from_name(name, account, region)
        return {self.parameter: [value] if self.is_list_parameter else value}

    def list_requests(self, names: list[str]) -> list[dict[str, Any]]:
        """The parameters for lists that have all names: one for each first folder of names that are paths."""
        if not self.parameter:
            return [dict(self.constants)]
        if self.is_list_parameter:
            return [{self.parameter: names}]
        groups = [list(group) for _, group in groupby(sorted(names), _first_folder)]
        return [{self.parameter: commonprefix(group)} for group in groups]  # noqa: RUF071 - names, not paths


def _first_folder(name: str) -> str:
    return name.split("/")[1] if name.startswith("/") else ""


def _topic(name: str, account: str, region: str) -> str:
    return f"arn:aws:sns:{region}:{account}:{name}"


LOOKUPS: Final = (
    Lookup(
        type="aws:apigatewayv2/domainName:DomainName",
        noun="domain names of APIs",
        key="domainName",
        call=("apigatewayv2", "GetDomainName"),
        parameter="DomainName",
        absent=("NotFoundException",),
    ),
    Lookup(
        type="aws:athena/workgroup:Workgroup",
        noun="workgroups",
        call=("athena", "GetWorkGroup"),  # its list has no paginator
        parameter="WorkGroup",
        absent=("InvalidRequestException",),
    ),
    Lookup(
        type="aws:backup/vault:Vault",
        noun="backup vaults",
        call=("backup", "ListBackupVaults"),
        names="BackupVaultList[].BackupVaultName",
    ),
    Lookup(
        type="aws:cloudfront/cachePolicy:CachePolicy",
        noun="cache policies",
        call=("cloudfront", "ListCachePolicies"),
        constants={"Type": "custom", "MaxItems": "100"},
        names="CachePolicyList.Items[].CachePolicy.CachePolicyConfig.Name",
        more="CachePolicyList.NextMarker",
        import_id="its id",
    ),
    Lookup(
        type="aws:cloudfront/originAccessControl:OriginAccessControl",
        noun="origin access controls",
        call=("cloudfront", "ListOriginAccessControls"),
        names="OriginAccessControlList.Items[].Name",
        import_id="its id",
    ),
    Lookup(
        type="aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
        noun="response headers policies",
        call=("cloudfront", "ListResponseHeadersPolicies"),
        constants={"Type": "custom", "MaxItems": "100"},
        names="ResponseHeadersPolicyList.Items[].ResponseHeadersPolicy.ResponseHeadersPolicyConfig.Name",
        more="ResponseHeadersPolicyList.NextMarker",
        import_id="its id",
    ),
    Lookup(
        type="aws:cloudwatch/compositeAlarm:CompositeAlarm",
        noun="composite alarms",
        key="alarmName",
        call=("cloudwatch", "DescribeAlarms"),
        parameter="AlarmNamePrefix",
        names="CompositeAlarms[].AlarmName",
    ),
    Lookup(
        type="aws:cloudwatch/dashboard:Dashboard",
        noun="dashboards",
        key="dashboardName",
        call=("cloudwatch", "ListDashboards"),
        parameter="DashboardNamePrefix",
        names="DashboardEntries[].DashboardName",
    ),
    Lookup(
        type="aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination",
        noun="log delivery destinations",
        call=("logs", "GetDeliveryDestination"),
        parameter="name",
        absent=("ResourceNotFoundException",),
    ),
    Lookup(
        type="aws:cloudwatch/logDeliverySource:LogDeliverySource",
        noun="log delivery sources",
        call=("logs", "GetDeliverySource"),
        parameter="name",
        absent=("ResourceNotFoundException",),
    ),
    Lookup(
        type="aws:cloudwatch/logGroup:LogGroup",
        noun="log groups",
        call=("logs", "DescribeLogGroups"),
        parameter="logGroupNamePrefix",
        names="logGroups[].logGroupName",
    ),
    Lookup(
        type="aws:cloudwatch/metricAlarm:MetricAlarm",
        noun="alarms",
        call=("cloudwatch", "DescribeAlarms"),
        parameter="AlarmNamePrefix",
        names="MetricAlarms[].AlarmName",
    ),
    Lookup(
        type="aws:dynamodb/table:Table",
        noun="tables",
        call=("dynamodb", "DescribeTable"),
        parameter="TableName",
        absent=("ResourceNotFoundException",),
    ),
    Lookup(
        type="aws:ecs/cluster:Cluster",
        noun="ECS clusters",
        call=("ecs", "DescribeClusters"),
        parameter="clusters",
        is_list_parameter=True,
        names="clusters[?status!='INACTIVE'].clusterName",
    ),
    Lookup(
        type="aws:elasticache/parameterGroup:ParameterGroup",
        noun="cache parameter groups",
        call=("elasticache", "DescribeCacheParameterGroups"),
        parameter="CacheParameterGroupName",
        absent=("CacheParameterGroupNotFound",),
    ),
    Lookup(
        type="aws:elasticache/replicationGroup:ReplicationGroup",
        noun="caches",
        key="replicationGroupId",
        call=("elasticache", "DescribeReplicationGroups"),
        parameter="ReplicationGroupId",
        absent=("ReplicationGroupNotFoundFault",),
    ),
    Lookup(
        type="aws:elasticache/subnetGroup:SubnetGroup",
        noun="cache subnet groups",
        call=("elasticache", "DescribeCacheSubnetGroups"),
        parameter="CacheSubnetGroupName",
        absent=("CacheSubnetGroupNotFoundFault",),
    ),
    Lookup(
        type="aws:elasticache/user:User",
        noun="cache users",
        key="userId",
        call=("elasticache", "DescribeUsers"),
        parameter="UserId",
        absent=("UserNotFound",),
    ),
    Lookup(
        type="aws:elasticache/userGroup:UserGroup",
        noun="cache user groups",
        key="userGroupId",
        call=("elasticache", "DescribeUserGroups"),
        parameter="UserGroupId",
        absent=("UserGroupNotFound",),
    ),
    Lookup(
        type="aws:glue/catalogDatabase:CatalogDatabase",
        noun="Glue databases",
        call=("glue", "GetDatabase"),
        parameter="Name",
        absent=("EntityNotFoundException",),
        import_id="<account>:<name>",
    ),
    Lookup(
        type="aws:iam/role:Role",
        noun="roles",
        call=("iam", "GetRole"),
        parameter="RoleName",
        absent=("NoSuchEntity",),
    ),
    Lookup(
        type="aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
        noun="delivery streams",
        call=("firehose", "DescribeDeliveryStream"),
        parameter="DeliveryStreamName",
        absent=("ResourceNotFoundException",),
        import_id="the ARN",
    ),
    Lookup(
        type="aws:kms/alias:Alias",
        noun="key aliases",
        call=("kms", "ListAliases"),
        names="Aliases[].AliasName",
    ),
    Lookup(
        type="aws:lambda/function:Function",
        noun="functions",
        call=("lambda", "GetFunctionConfiguration"),
        parameter="FunctionName",
        absent=("ResourceNotFoundException",),
    ),
    Lookup(
        type="aws:lb/loadBalancer:LoadBalancer",
        noun="load balancers",
        call=("elbv2", "DescribeLoadBalancers"),
        parameter="Names",
        is_list_parameter=True,
        absent=("LoadBalancerNotFound",),
        import_id="the ARN",
    ),
    Lookup(
        type="aws:lb/targetGroup:TargetGroup",
        noun="target groups",
        call=("elbv2", "DescribeTargetGroups"),
        parameter="Names",
        is_list_parameter=True,
        absent=("TargetGroupNotFound",),
        import_id="the ARN",
    ),
    Lookup(
        type="aws:msk/cluster:Cluster",
        noun="Kafka clusters",
        key="clusterName",
        call=("kafka", "ListClustersV2"),
        parameter="ClusterNameFilter",
        names="ClusterInfoList[].ClusterName",
        import_id="the ARN",
    ),
    Lookup(
        type="aws:msk/configuration:Configuration",
        noun="Kafka configurations",
        call=("kafka", "ListConfigurations"),
        names="Configurations[].Name",
        import_id="the ARN",
    ),
    Lookup(
        type="aws:rds/cluster:Cluster",
        noun="database clusters",
        key="clusterIdentifier",
        call=("rds", "DescribeDBClusters"),
        parameter="DBClusterIdentifier",
        absent=("DBClusterNotFoundFault",),
    ),
    Lookup(
        type="aws:rds/clusterInstance:ClusterInstance",
        noun="database instances",
        key="identifier",
        call=("rds", "DescribeDBInstances"),
        parameter="DBInstanceIdentifier",
        absent=("DBInstanceNotFound",),
    ),
    Lookup(
        type="aws:rds/clusterParameterGroup:ClusterParameterGroup",
        noun="database parameter groups",
        call=("rds", "DescribeDBClusterParameterGroups"),
        parameter="DBClusterParameterGroupName",
        absent=("DBParameterGroupNotFound",),
    ),
    Lookup(
        type="aws:rds/subnetGroup:SubnetGroup",
        noun="database subnet groups",
        call=("rds", "DescribeDBSubnetGroups"),
        parameter="DBSubnetGroupName",
        absent=("DBSubnetGroupNotFoundFault",),
    ),
    Lookup(
        type="aws:s3/bucket:Bucket",
        noun="buckets",
        key="bucket",
        call=("s3", "HeadBucket"),
        parameter="Bucket",
        absent=("404", "NoSuchBucket"),
    ),
    Lookup(
        type="aws:scheduler/scheduleGroup:ScheduleGroup",
        noun="schedule groups",
        call=("scheduler", "GetScheduleGroup"),
        parameter="Name",
        absent=("ResourceNotFoundException",),
    ),
    Lookup(
        type="aws:sns/topic:Topic",
        noun="topics",
        call=("sns", "GetTopicAttributes"),
        parameter="TopicArn",
        from_name=_topic,
        absent=("NotFound",),
        import_id="the ARN",
    ),
    Lookup(
        type="aws:wafv2/webAcl:WebAcl",
        noun="web ACLs",
        call=("wafv2", "ListWebACLs"),
        constants={"Scope": "CLOUDFRONT", "Limit": 100},
        names="WebACLs[].Name",
        more="NextMarker",
        import_id="<id>/<name>/CLOUDFRONT",
    ),
)

_INSIDE: Final = "unique inside another resource of the cell only"
_NAMELESS: Final = "has no name, or an id that AWS chooses"
_ONE_BY_ACCOUNT: Final = "the question needs the number of the account; AWS Budgets refuses a second one by itself"
_ZONE: Final = "the provider refuses a record that its zone has already"
_AFTER_BALANCER: Final = "its name has the id of the load balancer, which AWS chooses"
_VERSIONED: Final = "each update makes a new version of the same name"

NOT_LOOKED_UP: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        (
            "aws:apigatewayv2/apiMapping:ApiMapping",
            "aws:apigatewayv2/authorizer:Authorizer",
            "aws:apigatewayv2/deployment:Deployment",
            "aws:apigatewayv2/integration:Integration",
            "aws:apigatewayv2/route:Route",
            "aws:apigatewayv2/stage:Stage",
            "aws:appautoscaling/policy:Policy",
            "aws:appautoscaling/scheduledAction:ScheduledAction",
            "aws:appautoscaling/target:Target",
            "aws:backup/selection:Selection",
            "aws:backup/vaultPolicy:VaultPolicy",
            "aws:cloudwatch/logStream:LogStream",
            "aws:ec2/securityGroup:SecurityGroup",
            "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
            "aws:ecs/service:Service",
            "aws:glue/catalogTable:CatalogTable",
            "aws:iam/rolePolicy:RolePolicy",
            "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
            "aws:lambda/alias:Alias",
            "aws:lambda/functionRecursionConfig:FunctionRecursionConfig",
            "aws:lambda/permission:Permission",
            "aws:lb/listener:Listener",
            "aws:lb/listenerRule:ListenerRule",
            "aws:msk/clusterPolicy:ClusterPolicy",
            "aws:msk/topic:Topic",
            "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
            "aws:s3/bucketLogging:BucketLogging",
            "aws:s3/bucketObjectv2:BucketObjectv2",
            "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
            "aws:s3/bucketPolicy:BucketPolicy",
            "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
            "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
            "aws:s3/bucketVersioning:BucketVersioning",
            "aws:scheduler/schedule:Schedule",
            "aws:sns/topicPolicy:TopicPolicy",
            "aws:sns/topicSubscription:TopicSubscription",
            "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
        ),
        _INSIDE,
    ),
    **dict.fromkeys(
        (
            "aws:acm/certificate:Certificate",
            "aws:acm/certificateValidation:CertificateValidation",
            "aws:apigatewayv2/api:Api",
            "aws:backup/plan:Plan",
            "aws:cloudcontrol/resource:Resource",
            "aws:cloudfront/distribution:Distribution",
            "aws:cloudwatch/logDelivery:LogDelivery",
            "aws:costexplorer/anomalyMonitor:AnomalyMonitor",
            "aws:costexplorer/anomalySubscription:AnomalySubscription",
            "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
            "aws:ec2/eip:Eip",
            "aws:ec2/flowLog:FlowLog",
            "aws:ec2/internetGateway:InternetGateway",
            "aws:ec2/natGateway:NatGateway",
            "aws:ec2/networkAcl:NetworkAcl",
            "aws:ec2/route:Route",
            "aws:ec2/routeTable:RouteTable",
            "aws:ec2/routeTableAssociation:RouteTableAssociation",
            "aws:ec2/subnet:Subnet",
            "aws:ec2/vpc:Vpc",
            "aws:ec2/vpcEndpoint:VpcEndpoint",
            "aws:kms/key:Key",
            "aws:lambda/eventSourceMapping:EventSourceMapping",
            "aws:lambda/invocation:Invocation",
            "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        ),
        _NAMELESS,
    ),
    "aws:budgets/budget:Budget": _ONE_BY_ACCOUNT,
    "aws:cloudfront/vpcOrigin:VpcOrigin": _AFTER_BALANCER,
    "aws:route53/record:Record": _ZONE,
    **dict.fromkeys(("aws:ecs/taskDefinition:TaskDefinition", "aws:lambda/layerVersion:LayerVersion"), _VERSIONED),
}
"""Types whose names cannot collide before a first update, and why."""
