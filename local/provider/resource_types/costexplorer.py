"""Cost Explorer, which has no region: monitors of unusual costs and their subscriptions."""

from collections.abc import Mapping
from typing import Any

from ..resource_type import ResourceContext, ResourceType


def _monitor(context: ResourceContext) -> Mapping[str, Any]:
    arn = context.arn("ce", f"anomalymonitor/{context.uuid()}", region="")
    return {"id": arn, "arn": arn}


def _subscription(context: ResourceContext) -> Mapping[str, Any]:
    arn = context.arn("ce", f"anomalysubscription/{context.uuid()}", region="")
    return {"id": arn, "arn": arn, "accountId": context.get("accountId", context.account.id)}


RESOURCE_TYPES = (
    ResourceType(
        "aws:costexplorer/anomalyMonitor:AnomalyMonitor",
        _monitor,
        cloudformation_type="AWS::CE::AnomalyMonitor",
        name_property="name",
        force_new=("monitorDimension", "monitorSpecification", "monitorType"),
    ),
    ResourceType(
        "aws:costexplorer/anomalySubscription:AnomalySubscription",
        _subscription,
        cloudformation_type="AWS::CE::AnomalySubscription",
        unchecked=("thresholdExpression",),
        name_property="name",
        force_new=("name",),
        sets=("subscribers",),
    ),
)
