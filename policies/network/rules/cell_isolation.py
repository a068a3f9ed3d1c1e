"""Cells that know of one another."""

from dataclasses import dataclass

from ...cells import cell_of
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Scope, Severity, knob


@dataclass(frozen=True)
class Knobs:
    """Settings of the rule."""

    shared: tuple[str, ...] = knob((), "Cells whose resources every other cell may name.")


def check(resource: Resource, knobs: Knobs) -> Results:
    """A finding on each property whose value comes from a resource of another cell."""
    cell = cell_of(resource)
    foreign = {
        key: source
        for key, sources in resource.edges.items()
        for source in sources
        if cell_of(source) not in {"", cell, *knobs.shared}
    }
    if foreign and resource["tags"]["cell"].unknown:
        yield NotEvaluated("tags.cell")
    elif cell:
        for key, source in foreign.items():
            yield Finding(key, f"names {source.name} of another cell")


RULE = Rule(
    id="cell-isolation",
    title="No cell names what belongs to another",
    description="Cells fail alone only as long as none of them uses a key, group, subnet, topic or role of another.",
    severity=Severity.HIGH,
    types=(
        "aws:apigatewayv2/authorizer:Authorizer",
        "aws:apigatewayv2/integration:Integration",
        "aws:apigatewayv2/stage:Stage",
        "aws:appautoscaling/target:Target",
        "aws:backup/plan:Plan",
        "aws:backup/selection:Selection",
        "aws:backup/vault:Vault",
        "aws:cloudwatch/eventTarget:EventTarget",
        "aws:cloudwatch/logGroup:LogGroup",
        "aws:cloudwatch/metricAlarm:MetricAlarm",
        "aws:dynamodb/table:Table",
        "aws:ec2/flowLog:FlowLog",
        "aws:ec2/instance:Instance",
        "aws:ec2/natGateway:NatGateway",
        "aws:ec2/networkAcl:NetworkAcl",
        "aws:ec2/route:Route",
        "aws:ec2/routeTable:RouteTable",
        "aws:ec2/routeTableAssociation:RouteTableAssociation",
        "aws:ec2/securityGroup:SecurityGroup",
        "aws:ec2/securityGroupRule:SecurityGroupRule",
        "aws:ec2/subnet:Subnet",
        "aws:ec2/vpcEndpoint:VpcEndpoint",
        "aws:ecs/service:Service",
        "aws:ecs/taskDefinition:TaskDefinition",
        "aws:elasticache/cluster:Cluster",
        "aws:elasticache/replicationGroup:ReplicationGroup",
        "aws:elasticache/serverlessCache:ServerlessCache",
        "aws:elasticache/subnetGroup:SubnetGroup",
        "aws:elasticache/userGroup:UserGroup",
        "aws:iam/policy:Policy",
        "aws:iam/role:Role",
        "aws:iam/rolePolicy:RolePolicy",
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
        "aws:kms/key:Key",
        "aws:kms/keyPolicy:KeyPolicy",
        "aws:lambda/eventSourceMapping:EventSourceMapping",
        "aws:lambda/function:Function",
        "aws:lambda/permission:Permission",
        "aws:lb/listener:Listener",
        "aws:lb/listenerRule:ListenerRule",
        "aws:lb/loadBalancer:LoadBalancer",
        "aws:lb/targetGroup:TargetGroup",
        "aws:msk/cluster:Cluster",
        "aws:msk/serverlessCluster:ServerlessCluster",
        "aws:opensearch/domain:Domain",
        "aws:rds/cluster:Cluster",
        "aws:rds/clusterInstance:ClusterInstance",
        "aws:rds/instance:Instance",
        "aws:rds/proxy:Proxy",
        "aws:rds/subnetGroup:SubnetGroup",
        "aws:s3/bucketPolicy:BucketPolicy",
        "aws:secretsmanager/secret:Secret",
        "aws:sns/topic:Topic",
        "aws:sns/topicPolicy:TopicPolicy",
        "aws:sns/topicSubscription:TopicSubscription",
        "aws:sqs/queue:Queue",
        "aws:sqs/queuePolicy:QueuePolicy",
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        "aws:wafv2/webAclAssociation:WebAclAssociation",
    ),
    remediation="Use the cell's own resource, or tag what cells share with a cell that the knob shared lists",
    url="https://docs.aws.amazon.com/wellarchitected/latest/reducing-scope-of-impact-with-cell-based-architecture/"
    "what-is-a-cell-based-architecture.html",
    check=check,
    scope=Scope.STACK,
    knobs=Knobs,
)
