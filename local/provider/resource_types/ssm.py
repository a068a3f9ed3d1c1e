"""Systems Manager: parameters."""

from collections.abc import Mapping
from typing import Any

from ..resource_type import Made, Shape


def _parameter(made: Made) -> Mapping[str, Any]:
    name = f"{made.get('name')}"
    secret = made.get("type") == "SecureString"
    return {
        "id": name,
        "arn": made.arn("ssm", f"parameter/{name.removeprefix('/')}"),
        "dataType": "text",
        "keyId": "alias/aws/ssm" if secret else "",
        "tier": "Standard",
        "version": made.raised("version"),
        "hasValueWo": "valueWo" in made.inputs,
        "insecureValue": "" if secret else made.get("value", ""),
        "value": made.get("insecureValue", ""),
    }


SHAPES = (
    Shape(
        "aws:ssm/parameter:Parameter", _parameter, published="AWS::SSM::Parameter", named="name", replaces=("dataType",)
    ),
)
