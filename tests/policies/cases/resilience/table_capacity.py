"""Cases of the rule `table-capacity`."""

from policies.rule import Resource
from policies.testing import UNKNOWN, Cases, case, linked

_TARGET = "aws:appautoscaling/target:Target"


def _scaled(name: str, dimension: str) -> tuple[str, Resource]:
    return ("resourceId", linked(_TARGET, name, scalableDimension=f"dynamodb:table:{dimension}CapacityUnits"))


def _index(dimension: object, place: object = "table/t/index/by-day") -> tuple[str, Resource]:
    of = f"dynamodb:index:{dimension}CapacityUnits" if isinstance(dimension, str) else dimension
    return ("resourceId", linked(_TARGET, f"{dimension} {place}", scalableDimension=of, resourceId=place))


_BOTH = [_scaled("r", "Read"), _scaled("w", "Write")]
_INDEXED = {"billingMode": "PROVISIONED", "globalSecondaryIndexes": [{"name": "by-day"}]}
_PLACE = "globalSecondaryIndexes[0]"


CASES = Cases(
    passes=[
        case({"billingMode": "PAY_PER_REQUEST"}),
        case({"billingMode": "PROVISIONED"}, users=_BOTH),
        case(_INDEXED, users=[*_BOTH, _index("Read"), _index("Write")]),
        case({**_INDEXED, "billingMode": "PAY_PER_REQUEST"}),
        case(
            {"name": "t", **_INDEXED},
            stack=[
                linked(_TARGET, f"{kind} {units}", resourceId=place, scalableDimension=f"dynamodb:{kind}:{units}")
                for kind, place in (("table", "table/t"), ("index", "table/t/index/by-day"))
                for units in ("ReadCapacityUnits", "WriteCapacityUnits")
            ],
        ),
        case({"serviceNamespace": "dynamodb", "minCapacity": 5, "maxCapacity": 50}, kind=_TARGET),
        case({"serviceNamespace": "ecs", "minCapacity": 2, "maxCapacity": 2}, kind=_TARGET),
    ],
    fails=[
        case({}, "billingMode", "billingMode"),
        case({"billingMode": "PROVISIONED"}, "billingMode", users=[_scaled("r", "Read")]),
        case(_INDEXED, _PLACE, _PLACE, users=_BOTH),
        case(_INDEXED, _PLACE, users=[*_BOTH, _index("Read")]),
        case(_INDEXED, _PLACE, users=[*_BOTH, _index("Read"), _index("Write", "table/t/index/by-courier")]),
        case(
            {"name": "t", "billingMode": "PROVISIONED"},
            "billingMode",
            stack=[linked(_TARGET, resourceId="table/t", scalableDimension="dynamodb:table:ReadCapacityUnits")],
        ),
        case({"serviceNamespace": "dynamodb", "minCapacity": 5, "maxCapacity": 5}, "maxCapacity", kind=_TARGET),
    ],
    unknown=[
        case({"billingMode": UNKNOWN}, "billingMode"),
        case(_INDEXED, _PLACE, users=[*_BOTH, _index("Read"), _index("Write", UNKNOWN)]),
        case(_INDEXED, _PLACE, users=[*_BOTH, _index("Read"), _index(UNKNOWN)]),
        case({"billingMode": "PROVISIONED", "name": UNKNOWN}, "name", stack=[linked(_TARGET, resourceId="table/t")]),
        case({**_INDEXED, "globalSecondaryIndexes": UNKNOWN}, "globalSecondaryIndexes.name", users=_BOTH),
        case({"serviceNamespace": "dynamodb", "minCapacity": 5, "maxCapacity": UNKNOWN}, "maxCapacity", kind=_TARGET),
    ],
)
