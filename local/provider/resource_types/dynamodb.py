"""DynamoDB: tables and contributor insights."""

from collections.abc import Mapping
from typing import Any

from ..replacement import stateful
from ..resource_type import Refused, ResourceContext, ResourceType


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
        "aws:dynamodb/contributorInsights:ContributorInsights",
        _insights,
        force_new=("indexName", "mode", "tableName"),
        defaults={"mode": "ACCESSED_AND_THROTTLED_KEYS"},
    ),
)
