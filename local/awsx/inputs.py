"""Inputs of the components, as the engine sends them."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from ..errors import LocalError


def only(component: str, inputs: Mapping[str, Any], known: Iterable[str]) -> None:
    """Refuse inputs that the imitation would silently drop.

    Raises:
        LocalError: there is one.
    """
    unknown = sorted(inputs.keys() - set(known))
    if unknown:
        raise LocalError(f"{component}: the imitation of awsx does not serve {', '.join(unknown)}")


def snake_case(key: str) -> str:
    """A property as the SDK for Python names it."""
    return re.sub(r"(?<=[a-z0-9])([A-Z])", lambda found: f"_{found[1].lower()}", key)
