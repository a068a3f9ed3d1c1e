"""Actions of CloudWatch alarms."""

import re
from collections import defaultdict
from collections.abc import Mapping

from ...aws import types as aws
from ...checks import require, waiting_for
from ...indexes import once
from ...rule import Reference, Resource, Results, Rule, Scope, Severity, Stack

_COMPOSITE = aws.CLOUDWATCH_COMPOSITE_ALARM
_NAMES = {aws.CLOUDWATCH_METRIC_ALARM: "name", _COMPOSITE: "alarmName"}
"""The property with the name of an alarm."""

_READ = re.compile(r'"([^"]+)"|\b(?:ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*([^"()]+?)\s*\)')
"""An alarm in the rule of a composite alarm, by its name or ARN, with or without quotes.

Amazon CloudWatch API reference, PutCompositeAlarm, AlarmRule.
"""


def check(resource: Resource) -> Results:
    """A finding on an alarm without enabled actions.

    An alarm that a composite alarm reads needs none: the composite alarm notifies for it, and must have an action or
    a reader too.
    """
    if any(resource.used_by(_COMPOSITE, by="alarmRule")) or _is_named(resource):
        return
    found = _own(resource)
    if _readers(resource.stack):  # one of the rules may have the name that is not known yet
        found = waiting_for(resource[_NAMES[resource.type]], found)
    yield from found


def _own(resource: Resource) -> Results:
    """The findings on the actions of an alarm that nothing reads."""
    yield from require(
        resource["actionsEnabled"], lambda known: not known.false, "is false, so the alarm takes no action"
    )
    actions = resource["alarmActions"]
    if not any(resource.edges.get(actions.path, ())):
        yield from require(actions, lambda known: any(known.elements()), "is empty, so the alarm notifies no one")


def _is_named(resource: Resource) -> bool:
    """Whether the rule of another alarm has its name as text, without a reference."""
    readers = _readers(resource.stack).get(resource[_NAMES[resource.type]].text, frozenset())
    return bool(readers - {resource.urn})


@once
def _readers(stack: Stack) -> Mapping[str, frozenset[str]]:
    """The name of each alarm in a rule to the composite alarms with the rule, by their URN."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for composite in stack.of(_COMPOSITE):
        for quoted, bare in _READ.findall(composite["alarmRule"].text):
            found[(quoted or bare).rsplit(":alarm:", 1)[-1]].add(composite.urn)
    return {name: frozenset(urns) for name, urns in found.items()}


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
