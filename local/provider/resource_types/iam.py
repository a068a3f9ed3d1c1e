"""IAM: roles, users, groups and policies. IAM has no regions."""

from collections.abc import Callable, Mapping
from typing import Any

from ..resource_type import BASE32, ResourceContext, ResourceType


def _principal(word: str, prefix: str) -> Callable[[ResourceContext], Mapping[str, Any]]:
    """Outputs of a role, user or group; its unique id begins with `prefix`."""

    def answer(context: ResourceContext) -> Mapping[str, Any]:
        name = context.get("name")
        return {
            "id": name,
            "arn": context.arn("iam", f"{word}{context.get('path', '/')}{name}", region=""),
            "uniqueId": f"{prefix}{context.text(17, BASE32)}",
        }

    return answer


def _role(context: ResourceContext) -> Mapping[str, Any]:
    return {**_principal("role", "AROA")(context), "createDate": context.retained("createDate", context.now())}


SERVICE_LINKED_ROLES = {
    "backup.amazonaws.com": "AWSServiceRoleForBackup",
    "dynamodb.application-autoscaling.amazonaws.com": "AWSServiceRoleForApplicationAutoScaling_DynamoDBTable",
    "ecs.amazonaws.com": "AWSServiceRoleForECS",
    "ecs.application-autoscaling.amazonaws.com": "AWSServiceRoleForApplicationAutoScaling_ECSService",
    "elasticache.amazonaws.com": "AWSServiceRoleForElastiCache",
    "elasticloadbalancing.amazonaws.com": "AWSServiceRoleForElasticLoadBalancing",
    "kafka.amazonaws.com": "AWSServiceRoleForKafka",
    "kafka.application-autoscaling.amazonaws.com": "AWSServiceRoleForApplicationAutoScaling_KafkaCluster",
    "mrk.kms.amazonaws.com": "AWSServiceRoleForKeyManagementServiceMultiRegionKeys",
    "ops.apigateway.amazonaws.com": "AWSServiceRoleForAPIGateway",
    "rds.amazonaws.com": "AWSServiceRoleForRDS",
    "rds.application-autoscaling.amazonaws.com": "AWSServiceRoleForApplicationAutoScaling_RDSCluster",
    "replication.dynamodb.amazonaws.com": "AWSServiceRoleForDynamoDBReplication",
    "restore-testing.backup.amazonaws.com": "AWSServiceRoleForBackupRestoreTesting",
    "vpcorigin.cloudfront.amazonaws.com": "AWSServiceRoleForCloudFrontVPCOrigin",
}
"""Service to the name that it gives its role, from the pages "Using service-linked roles" of each service."""


def _service_linked_role(context: ResourceContext) -> Mapping[str, Any]:
    service, suffix = context.get("awsServiceName"), context.get("customSuffix")
    name = SERVICE_LINKED_ROLES.get(service, f"AWSServiceRoleFor{context.text(8)}")
    name, path = f"{name}_{suffix}" if suffix else name, f"/aws-service-role/{service}/"
    arn = context.arn("iam", f"role{path}{name}", region="")
    return {
        "id": arn,
        "arn": arn,
        "name": name,
        "path": path,
        "uniqueId": f"AROA{context.text(17, BASE32)}",
        "createDate": context.retained("createDate", context.now()),
    }


def _inline(word: str) -> Callable[[ResourceContext], Mapping[str, Any]]:
    """Outputs of an inline policy of a role, user or group."""
    return lambda context: {"id": f"{context.get(word)}:{context.get('name')}"}


def _policy(context: ResourceContext) -> Mapping[str, Any]:
    arn = context.arn("iam", f"policy{context.get('path', '/')}{context.get('name')}", region="")
    return {"id": arn, "arn": arn, "policyId": f"ANPA{context.text(17, BASE32)}"}


def _attachment(context: ResourceContext) -> Mapping[str, Any]:
    return {"id": f"{context.get('role')}/{context.get('policyArn')}"}


def _membership(context: ResourceContext) -> Mapping[str, Any]:
    return {"id": f"terraform-{context.text(26)}"}


def _access_key(context: ResourceContext) -> Mapping[str, Any]:
    return {
        "id": f"AKIA{context.text(16, BASE32)}",
        "createDate": context.retained("createDate", context.now()),
        "secret": context.text(40, BASE32, salt="secret"),
    }


RESOURCE_TYPES = (
    ResourceType(
        "aws:iam/role:Role",
        _role,
        cloudformation_type="AWS::IAM::Role",
        unchecked=("inlinePolicies",),
        name_property="name",
        max_name_length=64,
        force_new=("path",),
        defaults={"path": "/", "maxSessionDuration": 3600, "forceDetachPolicies": False},
    ),
    ResourceType(
        "aws:iam/serviceLinkedRole:ServiceLinkedRole",
        _service_linked_role,
        cloudformation_type="AWS::IAM::ServiceLinkedRole",
        force_new=("awsServiceName", "customSuffix"),
    ),
    ResourceType(
        "aws:iam/rolePolicy:RolePolicy", _inline("role"), name_property="name", max_name_length=128, force_new=("role",)
    ),
    ResourceType(
        "aws:iam/policy:Policy",
        _policy,
        cloudformation_type="AWS::IAM::ManagedPolicy",
        name_property="name",
        max_name_length=128,
        force_new=("path", "description"),
        defaults={"path": "/"},
    ),
    ResourceType("aws:iam/rolePolicyAttachment:RolePolicyAttachment", _attachment, force_new=("role", "policyArn")),
    ResourceType(
        "aws:iam/user:User",
        _principal("user", "AIDA"),
        cloudformation_type="AWS::IAM::User",
        name_property="name",
        max_name_length=64,
        defaults={"path": "/", "forceDestroy": False},
    ),
    ResourceType(
        "aws:iam/userPolicy:UserPolicy", _inline("user"), name_property="name", max_name_length=128, force_new=("user",)
    ),
    ResourceType(
        "aws:iam/group:Group",
        _principal("group", "AGPA"),
        cloudformation_type="AWS::IAM::Group",
        name_property="name",
        max_name_length=128,
        defaults={"path": "/"},
    ),
    ResourceType(
        "aws:iam/groupPolicy:GroupPolicy",
        _inline("group"),
        name_property="name",
        max_name_length=128,
        force_new=("group",),
    ),
    ResourceType("aws:iam/userGroupMembership:UserGroupMembership", _membership, force_new=("user",)),
    ResourceType(
        "aws:iam/accessKey:AccessKey",
        _access_key,
        cloudformation_type="AWS::IAM::AccessKey",
        force_new=("user", "pgpKey"),
    ),
)
