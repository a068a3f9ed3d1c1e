"""Which cell a resource belongs to: by its tag, or by what stands around it."""

from collections.abc import Iterable

from ..aws import types as aws
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
    aws.APIGATEWAYV2_API_MAPPING: "apiId",
    aws.APIGATEWAYV2_AUTHORIZER: "apiId",
    aws.APIGATEWAYV2_INTEGRATION: "apiId",
    aws.APIGATEWAYV2_ROUTE: "apiId",
    aws.BACKUP_SELECTION: "planId",
    aws.BACKUP_VAULT_POLICY: "backupVaultName",
    aws.CLOUDWATCH_EVENT_BUS_POLICY: "eventBusName",
    aws.CLOUDWATCH_EVENT_TARGET: "rule",
    aws.CLOUDWATCH_LOG_SUBSCRIPTION_FILTER: "logGroup",
    aws.DYNAMODB_RESOURCE_POLICY: "resourceArn",
    aws.EC2_NETWORK_ACL_RULE: "networkAclId",
    aws.EC2_ROUTE: "routeTableId",
    aws.EC2_ROUTE_TABLE_ASSOCIATION: "routeTableId",
    aws.EC2_SECURITY_GROUP_RULE: "securityGroupId",
    aws.EC2_VPC_ENDPOINT_POLICY: "vpcEndpointId",
    aws.EC2_VPC_ENDPOINT_ROUTE_TABLE_ASSOCIATION: "vpcEndpointId",
    aws.EC2_VPC_ENDPOINT_SUBNET_ASSOCIATION: "vpcEndpointId",
    aws.ECR_REPOSITORY_POLICY: "repository",
    aws.ECS_CLUSTER_CAPACITY_PROVIDERS: "clusterName",
    aws.EFS_FILE_SYSTEM_POLICY: "fileSystemId",
    aws.EFS_MOUNT_TARGET: "fileSystemId",
    aws.IAM_GROUP_POLICY: "group",
    aws.IAM_ROLE_POLICY: "role",
    aws.IAM_ROLE_POLICY_ATTACHMENT: "role",
    aws.IAM_USER_POLICY: "user",
    aws.KINESIS_RESOURCE_POLICY: "resourceArn",
    aws.KMS_ALIAS: "targetKeyId",
    aws.KMS_GRANT: "keyId",
    aws.KMS_KEY_POLICY: "keyId",
    aws.LAMBDA_ALIAS: "functionName",
    aws.LAMBDA_FUNCTION_EVENT_INVOKE_CONFIG: "functionName",
    aws.LAMBDA_PERMISSION: "function",
    aws.LB_TARGET_GROUP_ATTACHMENT: "targetGroupArn",
    aws.MSK_CLUSTER_POLICY: "clusterArn",
    aws.MSK_SCRAM_SECRET_ASSOCIATION: "clusterArn",
    aws.MSK_SINGLE_SCRAM_SECRET_ASSOCIATION: "clusterArn",
    aws.RDS_PROXY_TARGET: "dbProxyName",
    aws.S3_BUCKET_LOGGING: "bucket",
    aws.S3_BUCKET_NOTIFICATION: "bucket",
    aws.S3_BUCKET_POLICY: "bucket",
    aws.S3_BUCKET_REPLICATION_CONFIG: "bucket",
    aws.S3_BUCKET_SERVER_SIDE_ENCRYPTION_CONFIGURATION: "bucket",
    aws.SCHEDULER_SCHEDULE: "groupName",
    aws.SECRETSMANAGER_SECRET_POLICY: "secretArn",
    aws.SNS_TOPIC_POLICY: "arn",
    aws.SNS_TOPIC_SUBSCRIPTION: "topic",
    aws.SQS_QUEUE_POLICY: "queueUrl",
    aws.VPC_SECURITY_GROUP_EGRESS_RULE: "securityGroupId",
    aws.VPC_SECURITY_GROUP_INGRESS_RULE: "securityGroupId",
    aws.WAFV2_WEB_ACL_ASSOCIATION: "resourceArn",
    aws.WAFV2_WEB_ACL_LOGGING_CONFIGURATION: "resourceArn",
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
