"""Application Auto Scaling: targets, policies and scheduled actions."""

from collections.abc import Mapping
from typing import Any

from ..resource_type import ResourceContext, ResourceType

_SCALED = ("resourceId", "scalableDimension", "serviceNamespace")


def _target(context: ResourceContext) -> Mapping[str, Any]:
    service = f"{context.get('serviceNamespace')}"
    role = (
        f"role/aws-service-role/{service}.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling"
    )
    return {
        "id": context.get("resourceId"),
        "arn": context.arn("application-autoscaling", f"scalable-target/{context.hex(34)}"),
        "roleArn": context.arn("iam", f"{role}_{service.upper()}Service", region=""),
        "suspendedState": {},
    }


def _policy(context: ResourceContext) -> Mapping[str, Any]:
    name, resource = context.get("name"), context.get("resourceId")
    policy = f"scalingPolicy:{context.uuid()}:resource/{context.get('serviceNamespace')}/{resource}:policyName/{name}"
    return {"id": name, "arn": context.arn("autoscaling", policy)}


def _scheduled_action(context: ResourceContext) -> Mapping[str, Any]:
    name, resource = context.get("name"), context.get("resourceId")
    namespace = context.get("serviceNamespace")
    action = f"scheduledAction:{context.uuid()}:resource/{namespace}/{resource}:scheduledActionName/{name}"
    return {"id": f"{name}-{namespace}-{resource}", "arn": context.arn("autoscaling", action)}


RESOURCE_TYPES = (
    ResourceType(
        "aws:appautoscaling/target:Target",
        _target,
        cloudformation_type="AWS::ApplicationAutoScaling::ScalableTarget",
        force_new=_SCALED,
    ),
    ResourceType(
        "aws:appautoscaling/policy:Policy",
        _policy,
        cloudformation_type="AWS::ApplicationAutoScaling::ScalingPolicy",
        name_property="name",
        force_new=_SCALED,
        defaults={"policyType": "StepScaling"},
    ),
    ResourceType(
        "aws:appautoscaling/scheduledAction:ScheduledAction",
        _scheduled_action,
        name_property="name",
        force_new=_SCALED,
        defaults={"timezone": "UTC"},
    ),
)
