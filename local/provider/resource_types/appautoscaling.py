"""Application Auto Scaling: what scales, how far, and when."""

from collections.abc import Mapping
from typing import Any

from ..resource_type import Made, Shape

_SCALED = ("resourceId", "scalableDimension", "serviceNamespace")


def _target(made: Made) -> Mapping[str, Any]:
    service = f"{made.get('serviceNamespace')}"
    role = (
        f"role/aws-service-role/{service}.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling"
    )
    return {
        "id": made.get("resourceId"),
        "arn": made.arn("application-autoscaling", f"scalable-target/{made.hex(34)}"),
        "roleArn": made.arn("iam", f"{role}_{service.upper()}Service", region=""),
        "suspendedState": {},
    }


def _policy(made: Made) -> Mapping[str, Any]:
    name, resource = made.get("name"), made.get("resourceId")
    policy = f"scalingPolicy:{made.uuid()}:resource/{made.get('serviceNamespace')}/{resource}:policyName/{name}"
    return {"id": name, "arn": made.arn("autoscaling", policy)}


def _scheduled_action(made: Made) -> Mapping[str, Any]:
    name, resource = made.get("name"), made.get("resourceId")
    action = (
        f"scheduledAction:{made.uuid()}:resource/{made.get('serviceNamespace')}/{resource}:scheduledActionName/{name}"
    )
    return {"id": f"{name}-{made.get('serviceNamespace')}-{resource}", "arn": made.arn("autoscaling", action)}


SHAPES = (
    Shape(
        "aws:appautoscaling/target:Target",
        _target,
        published="AWS::ApplicationAutoScaling::ScalableTarget",
        replaces=_SCALED,
    ),
    Shape(
        "aws:appautoscaling/policy:Policy",
        _policy,
        published="AWS::ApplicationAutoScaling::ScalingPolicy",
        named="name",
        replaces=_SCALED,
        defaults={"policyType": "StepScaling"},
    ),
    Shape(
        "aws:appautoscaling/scheduledAction:ScheduledAction",
        _scheduled_action,
        named="name",
        replaces=_SCALED,
        defaults={"timezone": "UTC"},
    ),
)
