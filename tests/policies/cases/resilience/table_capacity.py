"""Cases of the rule `table-capacity`."""

from policies.rule import Resource
from policies.testing import UNKNOWN, Cases, case, linked

_TARGET = "aws:appautoscaling/target:Target"


def _scaled(name: str, dimension: str) -> tuple[str, Resource]:
    return ("resourceId", linked(_TARGET, name, scalableDimension=f"dynamodb:table:{dimension}CapacityUnits"))


CASES = Cases(
    passes=[
        case({"billingMode": "PAY_PER_REQUEST"}),
        case({"billingMode": "PROVISIONED"}, users=[_scaled("r", "Read"), _scaled("w", "Write")]),
        case({"serviceNamespace": "dynamodb", "minCapacity": 5, "maxCapacity": 50}, kind=_TARGET),
        case({"serviceNamespace": "ecs", "minCapacity": 2, "maxCapacity": 2}, kind=_TARGET),
    ],
    fails=[
        case({}, "billingMode", "billingMode"),
        case({"billingMode": "PROVISIONED"}, "billingMode", users=[_scaled("r", "Read")]),
        case(
            {"name": "t", "billingMode": "PROVISIONED"},
            "billingMode",
            stack=[linked(_TARGET, resourceId="table/t", scalableDimension="dynamodb:table:ReadCapacityUnits")],
        ),
        case({"serviceNamespace": "dynamodb", "minCapacity": 5, "maxCapacity": 5}, "maxCapacity", kind=_TARGET),
    ],
    unknown=[
        case({"billingMode": UNKNOWN}, "billingMode"),
        case({"serviceNamespace": "dynamodb", "minCapacity": 5, "maxCapacity": UNKNOWN}, "maxCapacity", kind=_TARGET),
    ],
)
