"""Samples of components as a program of the engine tests uses them."""

from collections.abc import Mapping
from typing import Any

from tests.components.recording import REGION

FAR = "us-east-2"
"""The other region of the engine tests."""


def placed(value: Any, region: str) -> Any:
    """Arguments that name the samples' region, for another one: in ARNs as well."""
    if isinstance(value, str):
        return value.replace(REGION, region)
    if isinstance(value, Mapping):
        return {key: placed(item, region) for key, item in value.items()}
    if isinstance(value, list):
        return [placed(item, region) for item in value]
    return value
