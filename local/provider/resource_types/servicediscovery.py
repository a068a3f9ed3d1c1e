"""Cloud Map: private DNS namespaces."""

from collections.abc import Mapping
from typing import Any

from ..resource_type import ResourceContext, ResourceType


def _private_namespace(context: ResourceContext) -> Mapping[str, Any]:
    namespace = f"ns-{context.text(16)}"
    return {
        "id": namespace,
        "arn": context.arn("servicediscovery", f"namespace/{namespace}"),
        "hostedZone": f"Z{context.text(20, salt='zone').upper()}",
    }


RESOURCE_TYPES = (
    ResourceType(
        "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace",
        _private_namespace,
        cloudformation_type="AWS::ServiceDiscovery::PrivateDnsNamespace",
        name_property="name",
        force_new=("vpc",),
    ),
)
