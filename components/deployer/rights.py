"""The IAM actions that deploying needs by resource type, in a file that the tests write from AWS's schemas."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

FILE: Final = Path(__file__).with_name("rights.json")


@cache
def _content() -> Mapping[str, Any]:
    return json.loads(FILE.read_text())


def known_types() -> frozenset[str]:
    """The resource types with known rights."""
    return frozenset(_content()["types"])


def made_types() -> frozenset[str]:
    """The resource types that the components of a cell make."""
    return frozenset(_content()["made"])


def account_types() -> frozenset[str]:
    """The resource types that `AccountBaseline` makes."""
    return frozenset(_content()["account"])


def actions_for(types: Iterable[str]) -> frozenset[str]:
    """The actions for some resource types."""
    return frozenset(action for token in types for action in _content()["types"][token])


def without_resource() -> frozenset[str]:
    """Actions that accept no resource, so only `Resource: "*"` grants them."""
    return frozenset(_content()["without_resource"])


def passed_to() -> tuple[str, ...]:
    """The services that the roles of the components are for."""
    return tuple(_content()["passed_to"])
