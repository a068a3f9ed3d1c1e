"""ECR: image repositories and their lifecycle policies."""

from collections.abc import Mapping
from typing import Any

from ..resource_type import Made, Shape


def _repository(made: Made) -> Mapping[str, Any]:
    name, account = made.get("name"), made.account
    return {
        "id": name,
        "arn": made.arn("ecr", f"repository/{name}"),
        "registryId": account.id,
        "repositoryUrl": f"{account.id}.dkr.ecr.{account.region}.{account.dns_suffix}/{name}",
    }


def _lifecycle_policy(made: Made) -> Mapping[str, Any]:
    return {"id": made.get("repository"), "registryId": made.account.id}


SHAPES = (
    Shape(
        "aws:ecr/repository:Repository",
        _repository,
        published="AWS::ECR::Repository",
        # `imageTagMutability` has more values here than the schema of some regions.
        named="name",
        replaces=("encryptionConfigurations",),
        defaults={"imageTagMutability": "MUTABLE"},
    ),
    Shape("aws:ecr/lifecyclePolicy:LifecyclePolicy", _lifecycle_policy, replaces=("repository", "policy")),
)
