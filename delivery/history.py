"""Messages as they are kept for analysis: only fields of the event contract, with rounded positions.

The contract has no name, phone or address. Unknown fields are dropped, so a field that a producer adds reaches the lake
only after it was added to the contract.
"""

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from .events import (
    AssignmentProposal,
    CourierEvent,
    CourierPing,
    FleetUpdate,
    GeoPoint,
    OrderEvent,
    OrderUpdate,
    PositionUpdate,
)

DECIMALS: Final = 3
"""Decimals of a degree: 111 m from south to north, and less from west to east. A street corner, not a door."""

COORDINATES: Final = frozenset({"lat", "lon"})

_MESSAGES = (
    AssignmentProposal,
    CourierEvent,
    CourierPing,
    FleetUpdate,
    GeoPoint,
    OrderEvent,
    OrderUpdate,
    PositionUpdate,
)

KNOWN: Final = frozenset(
    {"kind", *(field.encode_name for message in _MESSAGES for field in msgspec.structs.fields(message))}
)
"""Every field of the contract, also of nested messages; `kind` is the tag of tracking updates."""


def rounded(message: Any) -> Any:
    """A message, or a part of one, as it may be kept.

    Raises:
        TypeError: a coordinate is not a number.
    """
    if isinstance(message, Mapping):
        return {key: _value(key, value) for key, value in message.items() if key in KNOWN}
    if isinstance(message, list):
        return [rounded(item) for item in message]
    return message


def _value(key: str, value: Any) -> Any:
    if key not in COORDINATES:
        return rounded(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"{key} is not a number")
    return round(float(value), DECIMALS)
