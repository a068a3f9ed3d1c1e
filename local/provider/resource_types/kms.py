"""Keys and their aliases."""

from collections.abc import Mapping
from typing import Any

from ..replacement import stateful
from ..resource_type import Made, Shape


def _default_policy(made: Made) -> str:
    return (
        '{"Id":"key-default-1","Statement":[{"Action":"kms:*","Effect":"Allow",'
        f'"Principal":{{"AWS":"{made.arn("iam", "root", region="")}"}},"Resource":"*",'
        '"Sid":"Enable IAM User Permissions"}],"Version":"2012-10-17"}'
    )


def _key(made: Made) -> Mapping[str, Any]:
    key = f"mrk-{made.hex(32)}" if made.get("multiRegion") else made.uuid()
    return {
        "id": key,
        "keyId": key,
        "arn": made.arn("kms", f"key/{key}"),
        "policy": _default_policy(made),
        "rotationPeriodInDays": 365 if made.get("enableKeyRotation") else 0,
    }


def _replica_key(made: Made) -> Mapping[str, Any]:
    # A replica has its primary's id in another region.
    key = f"{made.get('primaryKeyArn')}".rsplit("/", 1)[-1]
    return {
        "id": key,
        "keyId": key,
        "arn": made.arn("kms", f"key/{key}"),
        "policy": _default_policy(made),
        "keyRotationEnabled": True,
        "keySpec": "SYMMETRIC_DEFAULT",
        "keyUsage": "ENCRYPT_DECRYPT",
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
        replaces=stateful("aws:kms/key:Key"),
        defaults={
            "customerMasterKeySpec": "SYMMETRIC_DEFAULT",
            "keyUsage": "ENCRYPT_DECRYPT",
            "isEnabled": True,
            "enableKeyRotation": False,
        },
    ),
    Shape(
        "aws:kms/replicaKey:ReplicaKey",
        _replica_key,
        published="AWS::KMS::ReplicaKey",
        replaces=stateful("aws:kms/replicaKey:ReplicaKey"),
        defaults={"deletionWindowInDays": 30, "enabled": True},
    ),
    Shape("aws:kms/alias:Alias", _alias, published="AWS::KMS::Alias", named="name", name_prefix="alias/"),
)
