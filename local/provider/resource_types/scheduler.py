"""EventBridge Scheduler: schedules and their groups."""

from collections.abc import Mapping
from typing import Any

from ..resource_type import Made, Shape


def _schedule(made: Made) -> Mapping[str, Any]:
    group, name = made.get("groupName", "default"), made.get("name")
    return {"id": f"{group}/{name}", "arn": made.arn("scheduler", f"schedule/{group}/{name}"), "groupName": group}


def _group(made: Made) -> Mapping[str, Any]:
    name, now = made.get("name"), made.now()
    return {
        "id": name,
        "arn": made.arn("scheduler", f"schedule-group/{name}"),
        "creationDate": made.kept("creationDate", now),
        "lastModificationDate": now,
        "state": "ACTIVE",
    }


SHAPES = (
    Shape(
        "aws:scheduler/schedule:Schedule",
        _schedule,
        published="AWS::Scheduler::Schedule",
        named="name",
        longest_name=64,
        replaces=("groupName",),
        defaults={"actionAfterCompletion": "NONE", "scheduleExpressionTimezone": "UTC", "state": "ENABLED"},
    ),
    Shape(
        "aws:scheduler/scheduleGroup:ScheduleGroup",
        _group,
        published="AWS::Scheduler::ScheduleGroup",
        named="name",
        longest_name=64,
    ),
)
