"""Log groups, dashboards, alarms."""

from collections.abc import Mapping
from typing import Any

from ..resource_type import Made, Shape


def _log_group(made: Made) -> Mapping[str, Any]:
    name = made.get("name")
    return {"id": name, "arn": made.arn("logs", f"log-group:{name}"), "logGroupClass": "STANDARD"}


def _log_stream(made: Made) -> Mapping[str, Any]:
    group, name = made.get("logGroupName"), made.get("name")
    return {"id": name, "arn": made.arn("logs", f"log-group:{group}:log-stream:{name}")}


def _dashboard(made: Made) -> Mapping[str, Any]:
    name = made.get("dashboardName")
    return {"id": name, "dashboardArn": made.arn("cloudwatch", f"dashboard/{name}", region="")}


def _metric_alarm(made: Made) -> Mapping[str, Any]:
    name = made.get("name")
    return {"id": name, "arn": made.arn("cloudwatch", f"alarm:{name}")}


def _composite_alarm(made: Made) -> Mapping[str, Any]:
    name = made.get("alarmName")
    return {"id": name, "arn": made.arn("cloudwatch", f"alarm:{name}")}


SHAPES = (
    Shape(
        "aws:cloudwatch/logGroup:LogGroup",
        _log_group,
        published="AWS::Logs::LogGroup",
        named="name",
        replaces=("logGroupClass",),
        defaults={"retentionInDays": 0, "skipDestroy": False},
    ),
    Shape(
        "aws:cloudwatch/logStream:LogStream",
        _log_stream,
        published="AWS::Logs::LogStream",
        named="name",
        replaces=("logGroupName",),
    ),
    Shape(
        "aws:cloudwatch/dashboard:Dashboard",
        _dashboard,
        published="AWS::CloudWatch::Dashboard",
        replaces=("dashboardName",),
    ),
    Shape(
        "aws:cloudwatch/metricAlarm:MetricAlarm",
        _metric_alarm,
        published="AWS::CloudWatch::Alarm",
        unlike=("dimensions",),
        named="name",
        defaults={"actionsEnabled": True, "treatMissingData": "missing"},
    ),
    Shape(
        "aws:cloudwatch/compositeAlarm:CompositeAlarm",
        _composite_alarm,
        published="AWS::CloudWatch::CompositeAlarm",
        replaces=("alarmName", "actionsEnabled"),
        defaults={"actionsEnabled": True},
    ),
)
