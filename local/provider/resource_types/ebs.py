"""EBS: the encryption of new volumes, which an account sets once in a region.

The provider stores no id of AWS for it, and removes the setting on AWS when the resource is deleted
(https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ebs_encryption_by_default).
"""

from collections.abc import Mapping
from typing import Any

from ..resource_type import ResourceContext, ResourceType


def _encryption(context: ResourceContext) -> Mapping[str, Any]:
    return {"id": f"terraform-{context.text(26)}"}


def _default_key(context: ResourceContext) -> Mapping[str, Any]:
    return {"id": context.get("keyArn")}


RESOURCE_TYPES = (
    ResourceType("aws:ebs/encryptionByDefault:EncryptionByDefault", _encryption, defaults={"enabled": True}),
    ResourceType("aws:ebs/defaultKmsKey:DefaultKmsKey", _default_key, force_new=("keyArn",)),
)
