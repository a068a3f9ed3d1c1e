"""Tables that grow with an evening's orders."""

from collections.abc import Sequence

from ...lookups import by_text
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Scope, Severity
from ...values import Value

_TABLE = "aws:dynamodb/table:Table"
_TARGET = "aws:appautoscaling/target:Target"
_DIMENSIONS = ("dynamodb:table:ReadCapacityUnits", "dynamodb:table:WriteCapacityUnits")

_targets_of = by_text(_TARGET, "resourceId")


def check(resource: Resource) -> Results:
    """A finding on a table of fixed capacity, and on a scaling target of a table that cannot grow."""
    if resource.type == _TARGET:
        yield from _room(resource)
        return
    mode = resource["billingMode"]
    if mode.unknown:
        yield NotEvaluated(mode.path)
    elif mode.text != "PAY_PER_REQUEST":
        given = [target["scalableDimension"] for target in _targets(resource)]
        for dimension in _DIMENSIONS:
            if any(value.text == dimension for value in given):
                continue
            if any(value.unknown for value in given):
                yield NotEvaluated(mode.path)
            else:
                yield Finding(mode.path, f"is provisioned, and nothing scales {dimension.rpartition(':')[2]}")


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
    """Its scaling targets, by edge; without one, the targets that name it."""
    return list(table.used_by(_TARGET)) or _targets_of(table.stack).get(f"table/{table['name'].text}", ())


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
