"""Cells that know of one another."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from ...cells.membership import cell_of, cell_tag
from ...cells.references import names, texts
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Scope, Severity, knob


@dataclass(frozen=True)
class Knobs:
    """Settings of the rule."""

    shared: tuple[str, ...] = knob((), "Cells whose resources every other cell may name.")


def check(resource: Resource, knobs: Knobs) -> Results:
    """A finding on each property that names a resource of another cell: by its value's source, ARN or id."""
    cell = cell_of(resource)
    ours = {"", cell, *knobs.shared}
    foreign = {
        key: source for key, sources in resource.edges.items() for source in sources if cell_of(source) not in ours
    }
    tag = cell_tag(resource)
    if cell or tag.unknown:
        foreign |= _in_text(resource, cell, ours, foreign)
    if foreign and tag.unknown:
        yield NotEvaluated(tag.path)
    elif cell:
        for key, source in foreign.items():
            yield Finding(key, f"names {source.name} of another cell")


def _in_text(resource: Resource, cell: str, ours: Collection[str], known: Collection[str]) -> dict[str, Resource]:
    """The resources of other cells that stand in a resource's texts, by path; of a property, one is enough."""
    named = names(resource.stack)
    if not named.cells - {cell}:
        return {}
    found: dict[str, Resource] = {}
    for value in texts(resource):
        if re.split(r"[.\[]", value.path, maxsplit=1)[0] not in known:
            others = (other for other in named.named_by(value, cell) if cell_of(other) not in ours)
            if other := next(others, None):
                found[value.path] = other
    return found


RULE = Rule(
    id="cell-isolation",
    title="No cell names what belongs to another",
    description="Cells fail alone only as long as none of them uses a key, group, subnet, topic or role of another.",
    severity=Severity.HIGH,
    types=(
        "aws:apigateway/restApi:RestApi",
        "aws:apigatewayv2/apiMapping:ApiMapping",
        "aws:apigatewayv2/authorizer:Authorizer",
        "aws:apigatewayv2/integration:Integration",
        "aws:apigatewayv2/route:Route",
        "aws:apigatewayv2/stage:Stage",
        "aws:apigatewayv2/vpcLink:VpcLink",
        "aws:appautoscaling/target:Target",
        "aws:apprunner/service:Service",
        "aws:appsync/graphQLApi:GraphQLApi",
        "aws:athena/workgroup:Workgroup",
        "aws:autoscaling/group:Group",
        "aws:backup/plan:Plan",
        "aws:backup/selection:Selection",
        "aws:backup/vault:Vault",
        "aws:backup/vaultPolicy:VaultPolicy",
        "aws:batch/computeEnvironment:ComputeEnvironment",
        "aws:batch/jobDefinition:JobDefinition",
        "aws:batch/jobQueue:JobQueue",
        "aws:cloudfront/distribution:Distribution",
        "aws:cloudtrail/trail:Trail",
        "aws:cloudwatch/compositeAlarm:CompositeAlarm",
        "aws:cloudwatch/eventBusPolicy:EventBusPolicy",
        "aws:cloudwatch/eventRule:EventRule",
        "aws:cloudwatch/eventTarget:EventTarget",
        "aws:cloudwatch/logDestination:LogDestination",
        "aws:cloudwatch/logGroup:LogGroup",
        "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter",
        "aws:cloudwatch/metricAlarm:MetricAlarm",
        "aws:cloudwatch/metricStream:MetricStream",
        "aws:codebuild/project:Project",
        "aws:codepipeline/pipeline:Pipeline",
        "aws:cognito/identityPool:IdentityPool",
        "aws:cognito/userPool:UserPool",
        "aws:datasync/task:Task",
        "aws:dax/cluster:Cluster",
        "aws:dms/endpoint:Endpoint",
        "aws:dms/replicationTask:ReplicationTask",
        "aws:docdb/cluster:Cluster",
        "aws:docdb/subnetGroup:SubnetGroup",
        "aws:dynamodb/resourcePolicy:ResourcePolicy",
        "aws:dynamodb/table:Table",
        "aws:ebs/volume:Volume",
        "aws:ec2/flowLog:FlowLog",
        "aws:ec2/instance:Instance",
        "aws:ec2/launchTemplate:LaunchTemplate",
        "aws:ec2/natGateway:NatGateway",
        "aws:ec2/networkAcl:NetworkAcl",
        "aws:ec2/networkAclRule:NetworkAclRule",
        "aws:ec2/networkInterface:NetworkInterface",
        "aws:ec2/route:Route",
        "aws:ec2/routeTable:RouteTable",
        "aws:ec2/routeTableAssociation:RouteTableAssociation",
        "aws:ec2/securityGroup:SecurityGroup",
        "aws:ec2/securityGroupRule:SecurityGroupRule",
        "aws:ec2/subnet:Subnet",
        "aws:ec2/vpcEndpoint:VpcEndpoint",
        "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy",
        "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation",
        "aws:ec2/vpcEndpointSubnetAssociation:VpcEndpointSubnetAssociation",
        "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
        "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter",
        "aws:ecr/repositoryPolicy:RepositoryPolicy",
        "aws:ecs/capacityProvider:CapacityProvider",
        "aws:ecs/cluster:Cluster",
        "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
        "aws:ecs/service:Service",
        "aws:ecs/taskDefinition:TaskDefinition",
        "aws:efs/fileSystem:FileSystem",
        "aws:efs/fileSystemPolicy:FileSystemPolicy",
        "aws:efs/mountTarget:MountTarget",
        "aws:eks/cluster:Cluster",
        "aws:elasticache/cluster:Cluster",
        "aws:elasticache/replicationGroup:ReplicationGroup",
        "aws:elasticache/serverlessCache:ServerlessCache",
        "aws:elasticache/subnetGroup:SubnetGroup",
        "aws:elasticache/user:User",
        "aws:elasticache/userGroup:UserGroup",
        "aws:emr/cluster:Cluster",
        "aws:emrserverless/application:Application",
        "aws:glue/connection:Connection",
        "aws:glue/crawler:Crawler",
        "aws:glue/job:Job",
        "aws:glue/trigger:Trigger",
        "aws:iam/groupPolicy:GroupPolicy",
        "aws:iam/instanceProfile:InstanceProfile",
        "aws:iam/policy:Policy",
        "aws:iam/role:Role",
        "aws:iam/rolePolicy:RolePolicy",
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        "aws:iam/user:User",
        "aws:iam/userPolicy:UserPolicy",
        "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
        "aws:kinesis/resourcePolicy:ResourcePolicy",
        "aws:kinesis/stream:Stream",
        "aws:kinesisanalyticsv2/application:Application",
        "aws:kms/alias:Alias",
        "aws:kms/grant:Grant",
        "aws:kms/key:Key",
        "aws:kms/keyPolicy:KeyPolicy",
        "aws:lambda/alias:Alias",
        "aws:lambda/eventSourceMapping:EventSourceMapping",
        "aws:lambda/function:Function",
        "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
        "aws:lambda/permission:Permission",
        "aws:lb/listener:Listener",
        "aws:lb/listenerRule:ListenerRule",
        "aws:lb/loadBalancer:LoadBalancer",
        "aws:lb/targetGroup:TargetGroup",
        "aws:lb/targetGroupAttachment:TargetGroupAttachment",
        "aws:location/tracker:Tracker",
        "aws:memorydb/cluster:Cluster",
        "aws:mq/broker:Broker",
        "aws:msk/cluster:Cluster",
        "aws:msk/clusterPolicy:ClusterPolicy",
        "aws:msk/replicator:Replicator",
        "aws:msk/scramSecretAssociation:ScramSecretAssociation",
        "aws:msk/serverlessCluster:ServerlessCluster",
        "aws:msk/singleScramSecretAssociation:SingleScramSecretAssociation",
        "aws:mskconnect/connector:Connector",
        "aws:neptune/cluster:Cluster",
        "aws:opensearch/domain:Domain",
        "aws:pipes/pipe:Pipe",
        "aws:rds/cluster:Cluster",
        "aws:rds/clusterInstance:ClusterInstance",
        "aws:rds/globalCluster:GlobalCluster",
        "aws:rds/instance:Instance",
        "aws:rds/proxy:Proxy",
        "aws:rds/proxyTarget:ProxyTarget",
        "aws:rds/subnetGroup:SubnetGroup",
        "aws:redshift/cluster:Cluster",
        "aws:redshift/subnetGroup:SubnetGroup",
        "aws:s3/accessPoint:AccessPoint",
        "aws:s3/bucket:Bucket",
        "aws:s3/bucketLogging:BucketLogging",
        "aws:s3/bucketNotification:BucketNotification",
        "aws:s3/bucketObjectv2:BucketObjectv2",
        "aws:s3/bucketPolicy:BucketPolicy",
        "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        "aws:sagemaker/endpointConfiguration:EndpointConfiguration",
        "aws:sagemaker/model:Model",
        "aws:sagemaker/notebookInstance:NotebookInstance",
        "aws:scheduler/schedule:Schedule",
        "aws:secretsmanager/secret:Secret",
        "aws:secretsmanager/secretPolicy:SecretPolicy",
        "aws:sfn/stateMachine:StateMachine",
        "aws:sns/topic:Topic",
        "aws:sns/topicPolicy:TopicPolicy",
        "aws:sns/topicSubscription:TopicSubscription",
        "aws:sqs/queue:Queue",
        "aws:sqs/queuePolicy:QueuePolicy",
        "aws:ssm/parameter:Parameter",
        "aws:timestreamwrite/table:Table",
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        "aws:wafv2/webAcl:WebAcl",
        "aws:wafv2/webAclAssociation:WebAclAssociation",
        "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
    ),
    remediation="Use the cell's own resource, or tag what cells share with a cell that the knob shared lists",
    url="https://docs.aws.amazon.com/wellarchitected/latest/reducing-scope-of-impact-with-cell-based-architecture/"
    "what-is-a-cell-based-architecture.html",
    check=check,
    scope=Scope.STACK,
    knobs=Knobs,
)
