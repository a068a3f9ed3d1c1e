"""Tables."""

from collections.abc import Mapping
from typing import Any

from ..shape import Made, Shape


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


SHAPES = (
    Shape(
        "aws:dynamodb/table:Table",
        _table,
        published="AWS::DynamoDB::Table",
        named="name",
        replaces=(
            "hashKey",
            "rangeKey",
            "importTable",
            "localSecondaryIndexes",
            "restoreBackupArn",
            "restoreSourceName",
            "restoreSourceTableArn",
            "restoreToLatestTime",
        ),
        defaults={"billingMode": "PROVISIONED", "tableClass": "STANDARD", "deletionProtectionEnabled": False},
    ),
)
