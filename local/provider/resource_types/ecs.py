"""Containers: clusters, task definitions, services."""

from collections.abc import Mapping
from typing import Any

from ..resource_type import Made, Shape


def _cluster(made: Made) -> Mapping[str, Any]:
    arn = made.arn("ecs", f"cluster/{made.get('name')}")
    return {"id": arn, "arn": arn, "settings": [{"name": "containerInsights", "value": "disabled"}]}


def _capacity_providers(made: Made) -> Mapping[str, Any]:
    return {"id": made.get("clusterName")}


def _task_definition(made: Made) -> Mapping[str, Any]:
    family = made.arn("ecs", f"task-definition/{made.get('family')}")
    return {
        "id": made.get("family"),
        "arn": f"{family}:1",
        "arnWithoutRevision": family,
        "networkMode": "bridge",
        "revision": 1,
    }


def _service(made: Made) -> Mapping[str, Any]:
    cluster = f"{made.get('cluster', 'default')}".rsplit("/", 1)[-1]
    arn = made.arn("ecs", f"service/{cluster}/{made.get('name')}")
    return {
        "id": arn,
        "arn": arn,
        "availabilityZoneRebalancing": "ENABLED",
        "iamRole": made.arn("iam", "role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS", region=""),
        "launchType": "" if made.get("capacityProviderStrategies") else "EC2",
        "platformVersion": "LATEST" if made.get("launchType") == "FARGATE" else "",
    }


SHAPES = (
    Shape("aws:ecs/cluster:Cluster", _cluster, published="AWS::ECS::Cluster", named="name"),
    Shape(
        "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
        _capacity_providers,
        published="AWS::ECS::ClusterCapacityProviderAssociations",
        replaces=("clusterName",),
    ),
    # A task definition never changes: every change registers a new revision.
    Shape(
        "aws:ecs/taskDefinition:TaskDefinition",
        _task_definition,
        published="AWS::ECS::TaskDefinition",
        # JSON text here, an array there.
        unlike=("containerDefinitions",),
        replaces=(
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
    Shape(
        "aws:ecs/service:Service",
        _service,
        published="AWS::ECS::Service",
        named="name",
        replaces=("cluster", "launchType", "schedulingStrategy", "deploymentController.type"),
        defaults={
            "deploymentMaximumPercent": 200,
            "deploymentMinimumHealthyPercent": 100,
            "desiredCount": 0,
            "schedulingStrategy": "REPLICA",
        },
    ),
)
