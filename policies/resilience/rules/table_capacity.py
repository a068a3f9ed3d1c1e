"""Tables that grow with an evening's orders."""

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
    """A finding on a table or an index of fixed capacity, and on a scaling target of a table that cannot grow."""
    if resource.type == _TARGET:
        yield from _room(resource)
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
    """A finding for each kind of capacity that no target scales; `end` is how the target's resourceId ends."""
    for units in _UNITS:
        fitting = [_fits(target, f"{kind}:{units}", end) for target in targets]
        if None in fitting and True not in fitting:
            yield NotEvaluated(path)
        elif True not in fitting:
            yield Finding(path, f"is provisioned, and nothing scales {units}")


def _fits(target: Resource, dimension: str, end: str) -> bool | None:
    """Whether a target scales something; nothing while that is not known."""
    of, name = target["scalableDimension"], target["resourceId"]
    if (of.text != dimension and not of.unknown) or not (name.unknown or name.text.endswith(end)):
        return False
    return None if of.unknown or (name.unknown and end) else True


def _room(target: Resource) -> Results:
    least, most = target["minCapacity"], target["maxCapacity"]
    namespace = target["serviceNamespace"]
    if namespace.unknown:
        yield NotEvaluated(namespace.path)
    if namespace.text != "dynamodb":
        return
    unknown: list[Value] = [value for value in (least, most) if value.unknown]
    if unknown:
        yield NotEvaluated(unknown[0].path)
    elif (most.number or 0) <= (least.number or 0):
        yield Finding(most.path, "leaves no room above minCapacity")


def _targets(table: Resource) -> Sequence[Resource]:
    """Its scaling targets and those of its indexes, by edge; without one, the targets that name it."""
    name, named = f"table/{table['name'].text}", _targets_of(table.stack)
    indexes = (f"{name}/index/{index['name'].text}" for index in table["globalSecondaryIndexes"].elements())
    return list(table.used_by(_TARGET)) or [target for place in (name, *indexes) for target in named.get(place, ())]


RULE = Rule(
    id="table-capacity",
    title="Tables scale with their load",
    description="A table of fixed capacity refuses orders when an evening is better than planned.",
    severity=Severity.MEDIUM,
    types=(_TABLE, _TARGET),
    remediation="Set billingMode to PAY_PER_REQUEST, or scale both reads and writes with room above the minimum",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html#dynamodb-1",
    check=check,
    controls=("F11",),
    scope=Scope.STACK,
)
