"""Which cell a resource belongs to: by its tag, or by what stands around it."""

from collections.abc import Iterable

from ..indexes import once
from ..model.values import Value
from ..rule import Resource, Stack

CELL_TAG = "cell"


def cell_of(resource: Resource) -> str:
    """The cell's name, or nothing for what belongs to none or to several.

    What has no such tag belongs to the cell of the nearest component around it whose tagged parts all name one cell;
    where there is none, a policy or a rule belongs to the cell of what it is about.
    """
    own = _tag(resource)
    around, seen = resource, {resource.urn}
    while not own:
        parent = next((parent for parent in around.parents if parent.urn not in seen), None)
        if parent is None:
            return _of_owner(resource)
        seen.add(parent.urn)
        own = _tag(parent) or _inside(parent)
        if own == _SEVERAL:
            return _of_owner(resource)
        around = parent
    return own


_SEVERAL = "*"

OWNERS = {
    "aws:apigatewayv2/apiMapping:ApiMapping": "apiId",
    "aws:apigatewayv2/authorizer:Authorizer": "apiId",
    "aws:apigatewayv2/integration:Integration": "apiId",
    "aws:apigatewayv2/route:Route": "apiId",
    "aws:backup/selection:Selection": "planId",
    "aws:backup/vaultPolicy:VaultPolicy": "backupVaultName",
    "aws:cloudwatch/eventBusPolicy:EventBusPolicy": "eventBusName",
    "aws:cloudwatch/eventTarget:EventTarget": "rule",
    "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter": "logGroup",
    "aws:dynamodb/resourcePolicy:ResourcePolicy": "resourceArn",
    "aws:ec2/networkAclRule:NetworkAclRule": "networkAclId",
    "aws:ec2/route:Route": "routeTableId",
    "aws:ec2/routeTableAssociation:RouteTableAssociation": "routeTableId",
    "aws:ec2/securityGroupRule:SecurityGroupRule": "securityGroupId",
    "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy": "vpcEndpointId",
    "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation": "vpcEndpointId",
    "aws:ec2/vpcEndpointSubnetAssociation:VpcEndpointSubnetAssociation": "vpcEndpointId",
    "aws:ecr/repositoryPolicy:RepositoryPolicy": "repository",
    "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": "clusterName",
    "aws:efs/fileSystemPolicy:FileSystemPolicy": "fileSystemId",
    "aws:efs/mountTarget:MountTarget": "fileSystemId",
    "aws:iam/groupPolicy:GroupPolicy": "group",
    "aws:iam/rolePolicy:RolePolicy": "role",
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": "role",
    "aws:iam/userPolicy:UserPolicy": "user",
    "aws:kinesis/resourcePolicy:ResourcePolicy": "resourceArn",
    "aws:kms/alias:Alias": "targetKeyId",
    "aws:kms/grant:Grant": "keyId",
    "aws:kms/keyPolicy:KeyPolicy": "keyId",
    "aws:lambda/alias:Alias": "functionName",
    "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": "functionName",
    "aws:lambda/permission:Permission": "function",
    "aws:lb/targetGroupAttachment:TargetGroupAttachment": "targetGroupArn",
    "aws:msk/clusterPolicy:ClusterPolicy": "clusterArn",
    "aws:msk/scramSecretAssociation:ScramSecretAssociation": "clusterArn",
    "aws:msk/singleScramSecretAssociation:SingleScramSecretAssociation": "clusterArn",
    "aws:rds/proxyTarget:ProxyTarget": "dbProxyName",
    "aws:s3/bucketLogging:BucketLogging": "bucket",
    "aws:s3/bucketNotification:BucketNotification": "bucket",
    "aws:s3/bucketPolicy:BucketPolicy": "bucket",
    "aws:s3/bucketReplicationConfig:BucketReplicationConfig": "bucket",
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": "bucket",
    "aws:scheduler/schedule:Schedule": "groupName",
    "aws:secretsmanager/secretPolicy:SecretPolicy": "secretArn",
    "aws:sns/topicPolicy:TopicPolicy": "arn",
    "aws:sns/topicSubscription:TopicSubscription": "topic",
    "aws:sqs/queuePolicy:QueuePolicy": "queueUrl",
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": "securityGroupId",
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": "securityGroupId",
    "aws:wafv2/webAclAssociation:WebAclAssociation": "resourceArn",
    "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": "resourceArn",
}
"""Types that carry no tags and are about one resource, and the property that names it."""


def _of_owner(resource: Resource) -> str:
    owners = resource.edges.get(OWNERS.get(resource.type, ""), ())
    cells = {_tag(owner) for owner in owners}
    return cells.pop() if len(cells) == 1 else ""


def cell_tag(resource: Resource) -> Value:
    """The value of the tag; where a group of instances lists its tags, what of them is unknown may be it."""
    tags = resource["tags"]
    if not isinstance(tags.raw, list):
        return tags[CELL_TAG]
    listed = [*tags.elements()]
    named = (tag["value"] for tag in listed if tag["key"].text == CELL_TAG)
    return next(named, next((tag["key"] for tag in listed if tag["key"].unknown), Value(None)))


def _tag(resource: Resource) -> str:
    return cell_tag(resource).text


@once
def _found(stack: Stack) -> dict[str, str]:
    """What `_inside` has found so far in a stack, by URN."""
    del stack
    return {}


def _inside(component: Resource) -> str:
    """The one cell that the parts of a component name; `*` for several."""
    found = _found(component.stack)
    if component.urn not in found:
        order: list[Resource] = []
        waiting, seen = [component], {component.urn}
        while waiting:
            part = waiting.pop()
            order.append(part)
            fresh = [child for child in part.children if child.urn not in seen and child.urn not in found]
            seen.update(child.urn for child in fresh)
            waiting += fresh
        for part in reversed(order):  # parts before what holds them
            found[part.urn] = _tag(part) or _one(found.get(child.urn, "") for child in part.children)
    return found[component.urn]


def _one(cells: Iterable[str]) -> str:
    named = set(cells) - {""}
    return named.pop() if len(named) == 1 else _SEVERAL if named else ""
