"""Actions of CloudWatch alarms."""

from ...aws import types as aws
from ...checks import require
from ...rule import Reference, Resource, Results, Rule, Scope, Severity

_COMPOSITE = aws.CLOUDWATCH_COMPOSITE_ALARM


def check(resource: Resource) -> Results:
    """A finding on an alarm without enabled actions. An alarm that a composite alarm reads needs none."""
    if any(resource.used_by(_COMPOSITE, by="alarmRule")):
        return
    yield from require(
        resource["actionsEnabled"], lambda known: not known.false, "is false, so the alarm takes no action"
    )
    actions = resource["alarmActions"]
    if not any(resource.edges.get(actions.path, ())):
        yield from require(actions, lambda known: any(known.elements()), "is empty, so the alarm notifies no one")


RULE = Rule(
    id="alarm-actions",
    title="CloudWatch alarms have an action",
    description="An alarm without an action changes color on a page and notifies no one.",
    severity=Severity.HIGH,
    types=(aws.CLOUDWATCH_METRIC_ALARM, _COMPOSITE),
    remediation="Add at least one topic to alarmActions, and remove actionsEnabled or set it to true",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-15",
    check=check,
    controls=("E18",),
    references=Reference(security_hub=("CloudWatch.15", "CloudWatch.17"), checkov=("CKV_AWS_319",)),
    scope=Scope.STACK,
)
