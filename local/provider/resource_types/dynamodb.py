"""Tables, and the ranking of their keys."""

from collections.abc import Mapping
from typing import Any

from ..replacement import stateful
from ..resource_type import Made, Shape


def _table(made: Made) -> Mapping[str, Any]:
    name = made.get("name")
    arn = made.arn("dynamodb", f"table/{name}")
    # A new stream, with a new label, begins each time streaming is turned on.
    label = made.old.get("streamLabel") or made.now().replace("Z", ".000")
    streaming = bool(made.get("streamEnabled"))
    provisioned = made.get("billingMode", "PROVISIONED") == "PROVISIONED"
    return {
        "id": name,
        "arn": arn,
        "streamArn": f"{arn}/stream/{label}" if streaming else "",
        "streamLabel": label if streaming else "",
        "streamViewType": "",
        "pointInTimeRecovery": {"enabled": False},
        "serverSideEncryption": {"enabled": False},
        "ttl": {"enabled": False},
        "readCapacity": 1 if provisioned else 0,
        "writeCapacity": 1 if provisioned else 0,
    }


def _insights(made: Made) -> Mapping[str, Any]:
    place = f"name:{made.get('tableName')}/index:{made.get('indexName', '')}"
    return {"id": f"{place}/{made.account.id}"}


SHAPES = (
    Shape(
        "aws:dynamodb/table:Table",
        _table,
        published="AWS::DynamoDB::Table",
        named="name",
        replaces=stateful("aws:dynamodb/table:Table"),
        defaults={"billingMode": "PROVISIONED", "tableClass": "STANDARD", "deletionProtectionEnabled": False},
    ),
    Shape(
        "aws:dynamodb/contributorInsights:ContributorInsights",
        _insights,
        replaces=("indexName", "mode", "tableName"),
        defaults={"mode": "ACCESSED_AND_THROTTLED_KEYS"},
    ),
)
