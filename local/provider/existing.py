"""The resources that exist during one deployment, as far as AWS allows no second one of their kind.

AWS rejects such a second resource when it is created. The provider stores nothing, so it knows the resources that the
engine asks about in this deployment.
"""

from collections.abc import Mapping
from typing import Any

from .resource_types import find_resource_type
from .values import is_unknown


class Existing:
    """What is unique, by the id of the resource that has it. The URN of a resource may change through an alias."""

    def __init__(self) -> None:
        self._held: dict[str, str] = {}

    def add(self, urn: str, identifier: str, inputs: Mapping[str, Any]) -> None:
        """Add a resource; types without such a limit are ignored."""
        if (unique := _unique(urn, inputs)) and identifier:
            self._held[identifier] = unique

    def remove(self, identifier: str) -> None:
        """Remove a deleted resource."""
        self._held.pop(identifier, None)

    def conflict(self, urn: str, inputs: Mapping[str, Any]) -> str:
        """The id of an existing resource that excludes a new one; empty if there is none."""
        unique = _unique(urn, inputs)
        return next((identifier for identifier, held in self._held.items() if unique and held == unique), "")


def type_token(urn: str) -> str:
    """The type token in a URN."""
    return urn.split("::")[2].rsplit("$", maxsplit=1)[-1]


def _unique(urn: str, inputs: Mapping[str, Any]) -> str:
    resource_type = find_resource_type(type_token(urn))
    if resource_type is None or resource_type.unique is None or is_unknown(dict(inputs)):
        return ""
    return resource_type.unique(inputs)
