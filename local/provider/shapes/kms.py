"""Keys and their aliases."""

from collections.abc import Mapping
from typing import Any

from ..shape import Made, Shape


def _key(made: Made) -> Mapping[str, Any]:
    key = f"mrk-{made.hex(32)}" if made.get("multiRegion") else made.uuid()
    return {
        "id": key,
        "keyId": key,
        "arn": made.arn("kms", f"key/{key}"),
        "policy": (
            '{"Id":"key-default-1","Statement":[{"Action":"kms:*","Effect":"Allow",'
            f'"Principal":{{"AWS":"{made.arn("iam", "root", region="")}"}},"Resource":"*",'
            '"Sid":"Enable IAM User Permissions"}],"Version":"2012-10-17"}'
        ),
        "rotationPeriodInDays": 365 if made.get("enableKeyRotation") else 0,
    }


def _alias(made: Made) -> Mapping[str, Any]:
    name, target = f"{made.get('name')}", f"{made.get('targetKeyId')}"
    return {
        "id": name,
        "arn": made.arn("kms", name),
        "targetKeyArn": target if target.startswith("arn:") else made.arn("kms", f"key/{target}"),
    }


SHAPES = (
    Shape(
        "aws:kms/key:Key",
        _key,
        published="AWS::KMS::Key",
        replaces=("customKeyStoreId", "customerMasterKeySpec", "keyUsage", "multiRegion", "xksKeyId"),
        defaults={
            "customerMasterKeySpec": "SYMMETRIC_DEFAULT",
            "keyUsage": "ENCRYPT_DECRYPT",
            "isEnabled": True,
            "enableKeyRotation": False,
        },
    ),
    Shape("aws:kms/alias:Alias", _alias, published="AWS::KMS::Alias", named="name", name_prefix="alias/"),
)
