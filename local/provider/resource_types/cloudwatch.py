"""CloudWatch: log groups, dashboards and alarms."""

from collections.abc import Mapping
from typing import Any

from ..resource_type import ResourceContext, ResourceType


def _log_group(context: ResourceContext) -> Mapping[str, Any]:
    name = context.get("name")
    return {"id": name, "arn": context.arn("logs", f"log-group:{name}"), "logGroupClass": "STANDARD"}


def _log_stream(context: ResourceContext) -> Mapping[str, Any]:
    group, name = context.get("logGroupName"), context.get("name")
    return {"id": name, "arn": context.arn("logs", f"log-group:{group}:log-stream:{name}")}


def _dashboard(context: ResourceContext) -> Mapping[str, Any]:
    name = context.get("dashboardName")
    return {"id": name, "dashboardArn": context.arn("cloudwatch", f"dashboard/{name}", region="")}


def _metric_alarm(context: ResourceContext) -> Mapping[str, Any]:
    name = context.get("name")
    return {"id": name, "arn": context.arn("cloudwatch", f"alarm:{name}")}


def _composite_alarm(context: ResourceContext) -> Mapping[str, Any]:
    name = context.get("alarmName")
    return {"id": name, "arn": context.arn("cloudwatch", f"alarm:{name}")}


RESOURCE_TYPES = (
    ResourceType(
        "aws:cloudwatch/logGroup:LogGroup",
        _log_group,
        cloudformation_type="AWS::Logs::LogGroup",
        name_property="name",
        force_new=("logGroupClass",),
        defaults={"retentionInDays": 0, "skipDestroy": False},
    ),
    ResourceType(
        "aws:cloudwatch/logStream:LogStream",
        _log_stream,
        cloudformation_type="AWS::Logs::LogStream",
        name_property="name",
        force_new=("logGroupName",),
    ),
    ResourceType(
        "aws:cloudwatch/dashboard:Dashboard",
        _dashboard,
        cloudformation_type="AWS::CloudWatch::Dashboard",
        force_new=("dashboardName",),
    ),
    ResourceType(
        "aws:cloudwatch/metricAlarm:MetricAlarm",
        _metric_alarm,
        cloudformation_type="AWS::CloudWatch::Alarm",
        unchecked=("dimensions",),
        name_property="name",
        defaults={"actionsEnabled": True, "treatMissingData": "missing"},
    ),
    ResourceType(
        "aws:cloudwatch/compositeAlarm:CompositeAlarm",
        _composite_alarm,
        cloudformation_type="AWS::CloudWatch::CompositeAlarm",
        force_new=("alarmName", "actionsEnabled"),
        defaults={"actionsEnabled": True},
    ),
)
