"""Alarms that nobody hears."""

from ...aws import types as aws
from ...checks import require
from ...rule import Reference, Resource, Results, Rule, Scope, Severity

_COMPOSITE = aws.CLOUDWATCH_COMPOSITE_ALARM


def check(resource: Resource) -> Results:
    """A finding on an alarm whose actions are off, or that has none; one that a composite alarm reads needs none."""
    if any(resource.used_by(_COMPOSITE, by="alarmRule")):
        return
    yield from require(resource["actionsEnabled"], lambda known: not known.false, "is off")
    actions = resource["alarmActions"]
    if not any(resource.edges.get(actions.path, ())):
        yield from require(actions, lambda known: any(known.elements()), "is empty: nobody hears of the alarm")


RULE = Rule(
    id="alarm-actions",
    title="Alarms reach somebody",
    description="An alarm without an action is a colour on a page that nobody looks at.",
    severity=Severity.HIGH,
    types=(aws.CLOUDWATCH_METRIC_ALARM, _COMPOSITE),
    remediation="Set alarmActions to a topic at least, and leave actionsEnabled on",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-15",
    check=check,
    controls=("E18",),
    references=Reference(security_hub=("CloudWatch.15", "CloudWatch.17"), checkov=("CKV_AWS_319",)),
    scope=Scope.STACK,
)
