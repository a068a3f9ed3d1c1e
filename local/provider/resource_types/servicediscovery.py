"""Cloud Map: private DNS namespaces."""

from collections.abc import Mapping
from typing import Any

from ..resource_type import Made, Shape


def _private_namespace(made: Made) -> Mapping[str, Any]:
    namespace = f"ns-{made.text(16)}"
    return {
        "id": namespace,
        "arn": made.arn("servicediscovery", f"namespace/{namespace}"),
        "hostedZone": f"Z{made.text(20, salt='zone').upper()}",
    }


SHAPES = (
    Shape(
        "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace",
        _private_namespace,
        published="AWS::ServiceDiscovery::PrivateDnsNamespace",
        named="name",
        replaces=("vpc",),
    ),
)
