"""KMS: keys and aliases."""

from collections.abc import Mapping
from typing import Any

from ..replacement import stateful
from ..resource_type import ResourceContext, ResourceType


def _default_policy(context: ResourceContext) -> str:
    return (
        '{"Id":"key-default-1","Statement":[{"Action":"kms:*","Effect":"Allow",'
        f'"Principal":{{"AWS":"{context.arn("iam", "root", region="")}"}},"Resource":"*",'
        '"Sid":"Enable IAM User Permissions"}],"Version":"2012-10-17"}'
    )


def _key(context: ResourceContext) -> Mapping[str, Any]:
    key = f"mrk-{context.hex(32)}" if context.get("multiRegion") else context.uuid()
    return {
        "id": key,
        "keyId": key,
        "arn": context.arn("kms", f"key/{key}"),
        "policy": _default_policy(context),
        "rotationPeriodInDays": 365 if context.get("enableKeyRotation") else 0,
    }


def _replica_key(context: ResourceContext) -> Mapping[str, Any]:
    # A replica has its primary's id in another region.
    key = f"{context.get('primaryKeyArn')}".rsplit("/", 1)[-1]
    return {
        "id": key,
        "keyId": key,
        "arn": context.arn("kms", f"key/{key}"),
        "policy": _default_policy(context),
        "keyRotationEnabled": True,
        "keySpec": "SYMMETRIC_DEFAULT",
        "keyUsage": "ENCRYPT_DECRYPT",
    }


def _alias(context: ResourceContext) -> Mapping[str, Any]:
    name, target = f"{context.get('name')}", f"{context.get('targetKeyId')}"
    return {
        "id": name,
        "arn": context.arn("kms", name),
        "targetKeyArn": target if target.startswith("arn:") else context.arn("kms", f"key/{target}"),
    }


RESOURCE_TYPES = (
    ResourceType(
        "aws:kms/key:Key",
        _key,
        cloudformation_type="AWS::KMS::Key",
        force_new=stateful("aws:kms/key:Key"),
        defaults={
            "customerMasterKeySpec": "SYMMETRIC_DEFAULT",
            "keyUsage": "ENCRYPT_DECRYPT",
            "isEnabled": True,
            "enableKeyRotation": False,
        },
    ),
    ResourceType(
        "aws:kms/replicaKey:ReplicaKey",
        _replica_key,
        cloudformation_type="AWS::KMS::ReplicaKey",
        force_new=stateful("aws:kms/replicaKey:ReplicaKey"),
        defaults={"deletionWindowInDays": 30, "enabled": True},
    ),
    ResourceType(
        "aws:kms/alias:Alias", _alias, cloudformation_type="AWS::KMS::Alias", name_property="name", name_prefix="alias/"
    ),
)
