"""Containers: clusters, task definitions, services."""

from collections.abc import Mapping
from typing import Any

from .. import ecs_service
from ..resource_type import ResourceContext, ResourceType


def _cluster(context: ResourceContext) -> Mapping[str, Any]:
    arn = context.arn("ecs", f"cluster/{context.get('name')}")
    return {"id": arn, "arn": arn, "settings": [{"name": "containerInsights", "value": "disabled"}]}


def _capacity_providers(context: ResourceContext) -> Mapping[str, Any]:
    return {"id": context.get("clusterName")}


def _task_definition(context: ResourceContext) -> Mapping[str, Any]:
    family = context.arn("ecs", f"task-definition/{context.get('family')}")
    revision = context.old.get("arn", "").rpartition(":")[2] or context.incremented("revision")
    return {
        "id": context.get("family"),
        "arn": f"{family}:{revision}",
        "arnWithoutRevision": family,
        "networkMode": "bridge",
        "revision": int(revision),
    }


def _service(context: ResourceContext) -> Mapping[str, Any]:
    cluster = f"{context.get('cluster', 'default')}".rsplit("/", 1)[-1]
    arn = context.arn("ecs", f"service/{cluster}/{context.get('name')}")
    return {
        "id": arn,
        "arn": arn,
        "availabilityZoneRebalancing": "ENABLED",
        "iamRole": context.arn("iam", "role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS", region=""),
        "launchType": "" if context.get("capacityProviderStrategies") else "EC2",
        "platformVersion": "LATEST" if context.get("launchType") == "FARGATE" else "",
    }


def _account_setting(context: ResourceContext) -> Mapping[str, Any]:
    principal = context.arn("iam", "root", region="")
    return {"id": principal, "principalArn": principal}


RESOURCE_TYPES = (
    ResourceType("aws:ecs/accountSettingDefault:AccountSettingDefault", _account_setting, force_new=("name",)),
    ResourceType("aws:ecs/cluster:Cluster", _cluster, cloudformation_type="AWS::ECS::Cluster", name_property="name"),
    ResourceType(
        "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
        _capacity_providers,
        cloudformation_type="AWS::ECS::ClusterCapacityProviderAssociations",
        force_new=("clusterName",),
    ),
    # A task definition never changes: every change registers a new revision.
    ResourceType(
        "aws:ecs/taskDefinition:TaskDefinition",
        _task_definition,
        cloudformation_type="AWS::ECS::TaskDefinition",
        numbered=("family", "revision"),
        # JSON text here, an array there.
        unchecked=("containerDefinitions",),
        force_new=(
            "containerDefinitions",
            "cpu",
            "enableFaultInjection",
            "ephemeralStorage",
            "executionRoleArn",
            "family",
            "ipcMode",
            "memory",
            "networkMode",
            "pidMode",
            "placementConstraints",
            "proxyConfiguration",
            "requiresCompatibilities",
            "runtimePlatform",
            "taskRoleArn",
            "volumes",
        ),
    ),
    ResourceType(
        "aws:ecs/service:Service",
        _service,
        cloudformation_type="AWS::ECS::Service",
        name_property="name",
        force_new=("cluster", "launchType", "schedulingStrategy", "deploymentController.type"),
        also_replaces=ecs_service.also_replaces,
        validate=ecs_service.failures,
        sets=("capacityProviderStrategies", "loadBalancers"),
        defaults={
            "deploymentMaximumPercent": 200,
            "deploymentMinimumHealthyPercent": 100,
            "desiredCount": 0,
            "schedulingStrategy": "REPLICA",
        },
    ),
)
