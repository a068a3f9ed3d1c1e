"""Capacity of DynamoDB tables."""

from collections.abc import Sequence

from ...aws import types as aws
from ...indexes import by_text
from ...model.values import Value
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Scope, Severity

_TABLE = aws.DYNAMODB_TABLE
_TARGET = aws.APPAUTOSCALING_TARGET
_UNITS = ("ReadCapacityUnits", "WriteCapacityUnits")

_targets_of = by_text(_TARGET, "resourceId")


def check(resource: Resource) -> Results:
    """A finding on a table or index with fixed capacity, and on a scaling target that cannot scale."""
    if resource.type == _TARGET:
        yield from _headroom(resource)
        return
    mode = resource["billingMode"]
    if mode.unknown:
        yield NotEvaluated(mode.path)
    elif mode.text != "PAY_PER_REQUEST":
        targets = _targets(resource)
        if not targets and resource["name"].unknown and any(resource.stack.of(_TARGET)):
            yield NotEvaluated("name")
            return
        yield from _scaled(targets, "dynamodb:table", "", mode.path)
        for index in resource["globalSecondaryIndexes"].elements():
            if index["name"].unknown:
                yield NotEvaluated(index["name"].path)
            else:
                yield from _scaled(targets, "dynamodb:index", f"/index/{index['name'].text}", index.path)


def _scaled(targets: Sequence[Resource], kind: str, end: str, path: str) -> Results:
    """A finding for each capacity unit that no target scales; `end` is the end of the target's resourceId."""
    for units in _UNITS:
        fitting = [_covers(target, f"{kind}:{units}", end) for target in targets]
        if None in fitting and True not in fitting:
            yield NotEvaluated(path)
        elif True not in fitting:
            yield Finding(path, f"is provisioned, and no scaling target covers {units}")


def _covers(target: Resource, dimension: str, end: str) -> bool | None:
    """Whether a target covers a dimension; None while that is unknown."""
    of, name = target["scalableDimension"], target["resourceId"]
    if (of.text != dimension and not of.unknown) or not (name.unknown or name.text.endswith(end)):
        return False
    return None if of.unknown or (name.unknown and end) else True


def _headroom(target: Resource) -> Results:
    minimum, maximum = target["minCapacity"], target["maxCapacity"]
    namespace = target["serviceNamespace"]
    if namespace.unknown:
        yield NotEvaluated(namespace.path)
    if namespace.text != "dynamodb":
        return
    unknown: list[Value] = [value for value in (minimum, maximum) if value.unknown]
    if unknown:
        yield NotEvaluated(unknown[0].path)
    elif (maximum.number or 0) <= (minimum.number or 0):
        yield Finding(maximum.path, "is not more than minCapacity")


def _targets(table: Resource) -> Sequence[Resource]:
    """The scaling targets of a table and its indexes, by edge; without an edge, by name."""
    name, named = f"table/{table['name'].text}", _targets_of(table.stack)
    indexes = (f"{name}/index/{index['name'].text}" for index in table["globalSecondaryIndexes"].elements())
    return list(table.used_by(_TARGET)) or [target for place in (name, *indexes) for target in named.get(place, ())]


RULE = Rule(
    id="table-capacity",
    title="DynamoDB tables scale with their load",
    description="A table with fixed capacity rejects orders when the load is higher than planned.",
    severity=Severity.MEDIUM,
    types=(_TABLE, _TARGET),
    remediation=(
        "Set billingMode to PAY_PER_REQUEST, or add scaling targets for reads and writes with maxCapacity above "
        "minCapacity"
    ),
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html#dynamodb-1",
    check=check,
    controls=("F11",),
    scope=Scope.STACK,
)
