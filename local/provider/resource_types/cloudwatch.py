"""CloudWatch: log groups, deliveries of the logs of other services, dashboards and alarms."""

from collections.abc import Mapping
from typing import Any

from ..resource_type import Failure, ResourceContext, ResourceType


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


def _delivery_source(context: ResourceContext) -> Mapping[str, Any]:
    name, source = context.get("name"), f"{context.get('resourceArn')}"
    service = source.split(":")[2] if source.startswith("arn:") else ""
    return {"id": name, "arn": context.arn("logs", f"delivery-source:{name}"), "service": service}


def _delivery_destination(context: ResourceContext) -> Mapping[str, Any]:
    name = context.get("name")
    return {
        "id": name,
        "arn": context.arn("logs", f"delivery-destination:{name}"),
        "deliveryDestinationType": "CWL",
        "outputFormat": "json",
    }


def _delivery(context: ResourceContext) -> Mapping[str, Any]:
    identifier = context.text(16)
    return {"id": identifier, "arn": context.arn("logs", f"delivery:{identifier}"), "fieldDelimiter": ""}


def _delivery_source_failures(inputs: Mapping[str, Any], region: str) -> list[Failure]:
    """Logs of a distribution have their source in us-east-1 (CloudFront developer guide, standard logging v2)."""
    source = inputs.get("resourceArn")
    if isinstance(source, str) and ":cloudfront:" in source and region != "us-east-1":
        return [("resourceArn", "ValidationException: This resource is not allowed for this LogType in this region")]
    return []


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
    ResourceType(
        "aws:cloudwatch/logDeliverySource:LogDeliverySource",
        _delivery_source,
        cloudformation_type="AWS::Logs::DeliverySource",
        name_property="name",
        max_name_length=60,
        force_new=("logType", "resourceArn"),
        validate=_delivery_source_failures,
    ),
    ResourceType(
        "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination",
        _delivery_destination,
        cloudformation_type="AWS::Logs::DeliveryDestination",
        name_property="name",
        max_name_length=60,
        force_new=("deliveryDestinationType", "outputFormat"),
    ),
    ResourceType(
        "aws:cloudwatch/logDelivery:LogDelivery",
        _delivery,
        cloudformation_type="AWS::Logs::Delivery",
        force_new=("deliveryDestinationArn", "deliverySourceName"),
    ),
)
