"""Alarms for stores, load balancers and consumers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...aws import types as aws
from ...checks import unless_disposable
from ...indexes import once
from ...model.values import Value
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Scope, Severity, Stack

_FUNCTION = aws.LAMBDA_FUNCTION
_SOURCE = aws.LAMBDA_EVENT_SOURCE_MAPPING
_ALARM = aws.CLOUDWATCH_METRIC_ALARM
_NAMES = {
    aws.MSK_CLUSTER: "clusterName",
    aws.RDS_CLUSTER: "clusterIdentifier",
    aws.ELASTICACHE_REPLICATION_GROUP: "replicationGroupId",
    aws.DYNAMODB_TABLE: "name",
    aws.LB_LOAD_BALANCER: "name",
    _FUNCTION: "name",
}
"""The types that need an alarm, and the property with the name that their metrics use."""

_NODE = re.compile(r"-\d{3,4}(-\d{3})?$")
"""The suffix that ElastiCache appends to the name of a group for each node."""


@dataclass(frozen=True, slots=True)
class _Watched:
    """The names in the alarms of a stack."""

    names: frozenset[str]
    unclear: bool
    """Whether an alarm has an unknown dimension that comes from no resource of the stack."""


def check(resource: Resource) -> Results:
    """A finding on a store, load balancer or consumer that no alarm names, unless it is tagged `disposable`."""
    return unless_disposable(resource, _evaluate(resource))


def _evaluate(resource: Resource) -> Results:
    watched = _watched(resource.stack)
    name = resource[_NAMES[resource.type]]
    if name.text in watched.names or any(resource.used_by(_ALARM)):
        return
    if resource.type == _FUNCTION and not any(resource.used_by(_SOURCE)):
        return
    if watched.unclear or (name.unknown and watched.names):
        yield NotEvaluated(name.path)
    else:
        yield Finding("", "has no alarm")


@once
def _watched(stack: Stack) -> _Watched:
    names: set[str] = set()
    unclear = False
    for alarm in stack.of(_ALARM):
        linked = any(alarm.edges.get("dimensions", ())) or any(alarm.edges.get("metricQueries", ()))
        for value in _dimensions(alarm):
            unclear = unclear or (value.unknown and not linked)
            names.update(_named(value.text))
    return _Watched(frozenset(names), unclear)


def _dimensions(alarm: Resource) -> Iterator[Value]:
    """The values of all dimensions; an unknown map of dimensions counts as one unknown value."""
    held = [alarm["dimensions"], *(query["metric"]["dimensions"] for query in alarm["metricQueries"].elements())]
    for dimensions in held:
        if dimensions.unknown:
            yield dimensions
        yield from (value for _, value in dimensions.entries())


def _named(text: str) -> Iterator[str]:
    """The names that a dimension may refer to: itself, the cache of a node, a load balancer (`app/x/1`)."""
    if text:
        yield text
        yield _NODE.sub("", text)
        yield from text.split("/")[1:2]


RULE = Rule(
    id="alarmed",
    title="Stores, load balancers and consumers have an alarm",
    description="Without an alarm, a failure goes unnoticed until a customer calls.",
    severity=Severity.MEDIUM,
    types=tuple(_NAMES),
    remediation="Add a MetricAlarm whose dimensions name the resource",
    url="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html",
    check=check,
    scope=Scope.STACK,
)
