"""Secrets Manager: secrets and their versions."""

from collections.abc import Mapping
from typing import Any

from ..replacement import stateful
from ..resource_type import Made, Shape


def _secret(made: Made) -> Mapping[str, Any]:
    arn = made.arn("secretsmanager", f"secret:{made.get('name')}-{made.text(6)}")
    return {"id": arn, "arn": arn}


def _secret_version(made: Made) -> Mapping[str, Any]:
    secret, version = f"{made.get('secretId')}", f"terraform-{made.hex(26)}"
    return {
        "id": f"{secret}|{version}",
        "arn": secret,
        "secretArn": secret,
        "versionId": version,
        "versionStages": ["AWSCURRENT"],
        "hasSecretStringWo": "secretStringWo" in made.inputs,
    }


SHAPES = (
    Shape(
        "aws:secretsmanager/secret:Secret",
        _secret,
        published="AWS::SecretsManager::Secret",
        replaces=stateful("aws:secretsmanager/secret:Secret"),
        named="name",
        defaults={"recoveryWindowInDays": 30, "forceOverwriteReplicaSecret": False},
    ),
    Shape(
        "aws:secretsmanager/secretVersion:SecretVersion",
        _secret_version,
        replaces=("secretId", "secretString", "secretBinary", "secretStringWoVersion"),
    ),
)
