"""ECR: image repositories and their lifecycle policies."""

from collections.abc import Mapping
from typing import Any

from ..resource_type import ResourceContext, ResourceType


def _repository(context: ResourceContext) -> Mapping[str, Any]:
    name, account = context.get("name"), context.account
    return {
        "id": name,
        "arn": context.arn("ecr", f"repository/{name}"),
        "registryId": account.id,
        "repositoryUrl": f"{account.id}.dkr.ecr.{account.region}.{account.dns_suffix}/{name}",
    }


def _lifecycle_policy(context: ResourceContext) -> Mapping[str, Any]:
    return {"id": context.get("repository"), "registryId": context.account.id}


def _registry(context: ResourceContext) -> Mapping[str, Any]:
    return {"id": context.account.id, "registryId": context.account.id}


RESOURCE_TYPES = (
    ResourceType(
        "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration",
        _registry,
        cloudformation_type="AWS::ECR::RegistryScanningConfiguration",
    ),
    ResourceType(
        "aws:ecr/repository:Repository",
        _repository,
        cloudformation_type="AWS::ECR::Repository",
        # `imageTagMutability` has more values here than the schema of some regions.
        name_property="name",
        force_new=("encryptionConfigurations",),
        defaults={"imageTagMutability": "MUTABLE"},
    ),
    ResourceType("aws:ecr/lifecyclePolicy:LifecyclePolicy", _lifecycle_policy, force_new=("repository", "policy")),
)
