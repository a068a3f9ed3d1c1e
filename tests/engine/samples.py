"""Samples of components as a program of the engine tests uses them."""

import json
from collections.abc import Mapping
from typing import Any

from components import CityCell
from components.aws.regions import AVAILABILITY_ZONES
from tests.components.contracts import CASES, built_case, children
from tests.components.recording import REGION

FAR = "us-east-2"
"""The other region of the engine tests."""


def region_of(number: int) -> str:
    """The region of a case: alternately both regions, or the home region if its arguments name availability zones."""
    _, change = CASES[number]
    elsewhere = any(name in json.dumps(change, default=str) for name in AVAILABILITY_ZONES if name != REGION)
    return REGION if elsewhere else (REGION, FAR)[number % 2]


def representative_cases() -> list[int]:
    """Cases that together create every child type of every component, with and without an explicit region.

    A whole city is not included, because it consists of the other components.
    """
    seen: set[tuple[str, str, bool]] = set()
    found: list[int] = []
    for number, (sample, _) in enumerate(CASES):
        made = {(sample.kind.__name__, item.type, "region" in item.inputs) for item in children(built_case(number))}
        if sample.kind is not CityCell and made - seen:
            found.append(number)
            seen |= made
    return found


def placed(value: Any, number: int) -> Any:
    """Arguments of a case in its region, also where an ARN names the region, and with host names that no other has."""
    if isinstance(value, str):
        return value.replace(REGION, region_of(number)).replace("example.com", f"case-{number}.example.com")
    if isinstance(value, Mapping):
        return {key: placed(item, number) for key, item in value.items()}
    if isinstance(value, list):
        return [placed(item, number) for item in value]
    return value
