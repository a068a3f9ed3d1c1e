"""Systems Manager: parameters."""

from collections.abc import Mapping
from typing import Any

from ..resource_type import ResourceContext, ResourceType


def _parameter(context: ResourceContext) -> Mapping[str, Any]:
    name = f"{context.get('name')}"
    secret = context.get("type") == "SecureString"
    return {
        "id": name,
        "arn": context.arn("ssm", f"parameter/{name.removeprefix('/')}"),
        "dataType": "text",
        "keyId": "alias/aws/ssm" if secret else "",
        "tier": "Standard",
        "version": context.incremented("version"),
        "hasValueWo": "valueWo" in context.inputs,
        "insecureValue": "" if secret else context.get("value", ""),
        "value": context.get("insecureValue", ""),
    }


RESOURCE_TYPES = (
    ResourceType(
        "aws:ssm/parameter:Parameter",
        _parameter,
        cloudformation_type="AWS::SSM::Parameter",
        name_property="name",
        force_new=("dataType",),
    ),
)
