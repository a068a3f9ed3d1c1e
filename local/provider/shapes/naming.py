"""Image repositories and private name spaces."""

from collections.abc import Mapping
from typing import Any

from ..shape import Made, Shape


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


def _private_namespace(made: Made) -> Mapping[str, Any]:
    namespace = f"ns-{made.text(16)}"
    return {
        "id": namespace,
        "arn": made.arn("servicediscovery", f"namespace/{namespace}"),
        "hostedZone": f"Z{made.text(20, salt='zone').upper()}",
    }


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
    Shape(
        "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace",
        _private_namespace,
        published="AWS::ServiceDiscovery::PrivateDnsNamespace",
        named="name",
        replaces=("vpc",),
    ),
)
