"""EventBridge Scheduler: schedules and their groups."""

from collections.abc import Mapping
from typing import Any

from ..resource_type import ResourceContext, ResourceType


def _schedule(context: ResourceContext) -> Mapping[str, Any]:
    group, name = context.get("groupName", "default"), context.get("name")
    return {"id": f"{group}/{name}", "arn": context.arn("scheduler", f"schedule/{group}/{name}"), "groupName": group}


def _group(context: ResourceContext) -> Mapping[str, Any]:
    name, now = context.get("name"), context.now()
    return {
        "id": name,
        "arn": context.arn("scheduler", f"schedule-group/{name}"),
        "creationDate": context.retained("creationDate", now),
        "lastModificationDate": now,
        "state": "ACTIVE",
    }


RESOURCE_TYPES = (
    ResourceType(
        "aws:scheduler/schedule:Schedule",
        _schedule,
        cloudformation_type="AWS::Scheduler::Schedule",
        name_property="name",
        max_name_length=64,
        force_new=("groupName",),
        defaults={"actionAfterCompletion": "NONE", "scheduleExpressionTimezone": "UTC", "state": "ENABLED"},
    ),
    ResourceType(
        "aws:scheduler/scheduleGroup:ScheduleGroup",
        _group,
        cloudformation_type="AWS::Scheduler::ScheduleGroup",
        name_property="name",
        max_name_length=64,
    ),
)
