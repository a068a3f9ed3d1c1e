"""Cases of the rule `backup-plan`."""

from typing import Any

from policies.resilience.rules.backup_plan import Parameters
from policies.rule import Resource
from policies.testing import UNKNOWN, Cases, case, linked

_TABLE = "aws:dynamodb/table:Table"
_TAGGED = {"conditions": [{"stringEquals": [{"key": "aws:ResourceTag/cell", "value": "madrid"}]}]}
_TABLES = "arn:aws:dynamodb:eu-west-1:123456789012:table/madrid-*"
_MINE = {"name": "madrid-orders", "tags": {"cell": "madrid"}}


def _selection(**given: Any) -> list[Resource]:
    return [linked("aws:backup/selection:Selection", **given)]


CASES = Cases(
    passes=[
        case({"clusterIdentifier": "d"}),
        case(_MINE, kind=_TABLE, stack=_selection(resources=[_TABLES], **_TAGGED)),
        case(_MINE, kind=_TABLE, stack=_selection(resources=["*"])),
        case(
            _MINE,
            kind=_TABLE,
            stack=_selection(selectionTags=[{"type": "STRINGEQUALS", "key": "cell", "value": "madrid"}]),
        ),
        case({"tags": {"disposable": "true"}}, stack=_selection(resources=[_TABLES])),
    ],
    fails=[
        case({"clusterIdentifier": "d"}, "", parameters=Parameters(required=True)),
        case({**_MINE, "name": "porto-orders"}, "", kind=_TABLE, stack=_selection(resources=[_TABLES], **_TAGGED)),
        case({"name": "madrid-orders"}, "", kind=_TABLE, stack=_selection(resources=[_TABLES], **_TAGGED)),
        case({"clusterIdentifier": "madrid-orders"}, "", stack=_selection(resources=[_TABLES])),
        case(_MINE, "", kind=_TABLE, stack=_selection()),
    ],
    unknown=[
        case({**_MINE, "name": UNKNOWN}, "tags", kind=_TABLE, stack=_selection(resources=[_TABLES], **_TAGGED)),
        case(_MINE, "tags", kind=_TABLE, stack=_selection(resources=[UNKNOWN])),
    ],
)
