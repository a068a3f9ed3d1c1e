"""DynamoDB: tables and contributor insights."""

import json
from collections.abc import Mapping
from typing import Any, cast

from ..replacement import stateful
from ..resource_type import Refused, ResourceContext, ResourceType
from ..values import UNKNOWN


def _table(context: ResourceContext) -> Mapping[str, Any]:
    name = context.get("name")
    arn = context.arn("dynamodb", f"table/{name}")
    # A new stream, with a new label, begins each time streaming is turned on.
    label = context.old.get("streamLabel") or context.now().replace("Z", ".000")
    streaming = bool(context.get("streamEnabled"))
    provisioned = context.get("billingMode", "PROVISIONED") == "PROVISIONED"
    if provisioned:
        _check_indexes(context)
    return {
        "id": name,
        "arn": arn,
        "streamArn": f"{arn}/stream/{label}" if streaming else "",
        "streamLabel": label if streaming else "",
        "streamViewType": "",
        "pointInTimeRecovery": {"enabled": False},
        "serverSideEncryption": {"enabled": False},
        "ttl": {"enabled": False},
        # A table that leaves on demand without a capacity gets one unit (`validateProvisionedThroughputField` in
        # internal/service/dynamodb/table.go of terraform-provider-aws).
        "readCapacity": 1 if provisioned else 0,
        "writeCapacity": 1 if provisioned else 0,
    }


def _check_indexes(context: ResourceContext) -> None:
    """Indexes of a provisioned table need a capacity (`validateGSIProvisionedThroughput` in the same file).

    Raises:
        Refused: an index has none.
    """
    for index in context.get("globalSecondaryIndexes", []):
        for operation in ("write", "read"):
            if index.get(f"{operation}Capacity", 0) < 1:
                raise Refused(f"{operation} capacity must be > 0 when billing mode is PROVISIONED ({index['name']})")


def _insights(context: ResourceContext) -> Mapping[str, Any]:
    place = f"name:{context.get('tableName')}/index:{context.get('indexName', '')}"
    return {"id": f"{place}/{context.account.id}"}


def _key(inputs: Mapping[str, Any]) -> str:
    """The key of an item as the provider writes it: name, then binary, text and number, of which one is not empty."""
    names = [inputs.get("hashKey"), inputs.get("rangeKey")]
    item = _item(inputs)
    parts = [part for name in names if name for part in (name, *(item.get(name, {}).get(kind, "") for kind in "BSN"))]
    return "|".join(map(str, parts))


def _item(inputs: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    try:
        found = json.loads(inputs.get("item") or "")
    except (TypeError, ValueError):
        return {}
    return cast("Mapping[str, Mapping[str, Any]]", found) if isinstance(found, dict) else {}


def _table_item(context: ResourceContext) -> Mapping[str, Any]:
    """`buildTableItemID` in internal/service/dynamodb/table_item.go of terraform-provider-aws."""
    return {"id": f"{context.get('tableName')}|{_key(context.inputs)}"}


def _same_item(inputs: Mapping[str, Any]) -> str:
    """The provider writes an item only where none has its key (`attribute_not_exists` in the same file)."""
    return f"{inputs.get('tableName')}|{_key(inputs)}" if _item(inputs) else ""


_TYPES = frozenset(("B", "BOOL", "BS", "L", "M", "N", "NS", "NULL", "S", "SS"))


def _item_failures(inputs: Mapping[str, Any], region: str) -> list[tuple[str, str]]:
    """Attributes are objects of one type and its value (`validateTableItem` in the same file)."""
    del region
    if inputs.get("item", UNKNOWN) == UNKNOWN:
        return []
    item = _item(inputs)
    wrong = [
        name
        for name, value in item.items()
        if not isinstance(cast("Any", value), dict) or len(value) != 1 or not value.keys() <= _TYPES
    ]
    if not item or wrong:
        return [("item", f'Invalid format of "item": Decoding failed: {", ".join(wrong) or "no JSON object"}')]
    return []


RESOURCE_TYPES = (
    ResourceType(
        "aws:dynamodb/table:Table",
        _table,
        cloudformation_type="AWS::DynamoDB::Table",
        name_property="name",
        force_new=stateful("aws:dynamodb/table:Table"),
        sets=("globalSecondaryIndexes",),
        defaults={"billingMode": "PROVISIONED", "tableClass": "STANDARD", "deletionProtectionEnabled": False},
    ),
    ResourceType(
        "aws:dynamodb/tableItem:TableItem",
        _table_item,
        force_new=("hashKey", "rangeKey", "tableName"),
        validate=_item_failures,
        unique=_same_item,
    ),
    ResourceType(
        "aws:dynamodb/contributorInsights:ContributorInsights",
        _insights,
        force_new=("indexName", "mode", "tableName"),
        defaults={"mode": "ACCESSED_AND_THROTTLED_KEYS"},
    ),
)
