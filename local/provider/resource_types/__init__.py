"""The resource types that the loopback provider serves.

A module is named like the AWS module of its type tokens: `aws:ec2/vpc:Vpc` is in `ec2.py`. A long one is split into
`ec2.py`, `ec2_routes.py`, and so on. `lambda_.py` has the name that the SDK gives it, since `lambda` is a keyword.

Outputs and force-new properties follow the provider's documentation
(https://registry.terraform.io/providers/hashicorp/aws/latest/docs, which pulumi-aws bridges).
`tests/local/provider/test_resource_types.py` checks every entry against the SDK's classes and CloudFormation's schemas.
"""

import importlib
import pkgutil
from collections.abc import Mapping
from types import MappingProxyType

from ..resource_type import ResourceType

RESOURCE_TYPES: Mapping[str, ResourceType] = MappingProxyType(
    {
        resource_type.token: resource_type
        for found in pkgutil.iter_modules(__path__)
        for resource_type in importlib.import_module(f"{__name__}.{found.name}").RESOURCE_TYPES
    }
)
"""Every resource type by its Pulumi token."""


def find_resource_type(token: str) -> ResourceType | None:
    """The resource type of a token, or None if the provider does not serve it."""
    return RESOURCE_TYPES.get(token)
