"""Secrets Manager: secrets and their versions."""

from collections.abc import Mapping
from typing import Any

from ..replacement import stateful
from ..resource_type import ResourceContext, ResourceType


def _secret(context: ResourceContext) -> Mapping[str, Any]:
    arn = context.arn("secretsmanager", f"secret:{context.get('name')}-{context.text(6)}")
    return {"id": arn, "arn": arn}


def _secret_version(context: ResourceContext) -> Mapping[str, Any]:
    secret, version = f"{context.get('secretId')}", f"terraform-{context.hex(26)}"
    return {
        "id": f"{secret}|{version}",
        "arn": secret,
        "secretArn": secret,
        "versionId": version,
        "versionStages": ["AWSCURRENT"],
        "hasSecretStringWo": "secretStringWo" in context.inputs,
    }


RESOURCE_TYPES = (
    ResourceType(
        "aws:secretsmanager/secret:Secret",
        _secret,
        cloudformation_type="AWS::SecretsManager::Secret",
        force_new=stateful("aws:secretsmanager/secret:Secret"),
        name_property="name",
        defaults={"recoveryWindowInDays": 30, "forceOverwriteReplicaSecret": False},
    ),
    ResourceType(
        "aws:secretsmanager/secretVersion:SecretVersion",
        _secret_version,
        force_new=("secretId", "secretString", "secretBinary", "secretStringWoVersion"),
    ),
)
