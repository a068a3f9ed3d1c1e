"""What of a message is kept for analysis: fields of the event contract, with positions made coarse.

The contract has no name, phone or address, so what it does not know is dropped: a producer that begins to add a field
adds nothing to the lake before somebody has looked at it.
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
"""Of a degree: 111 m from south to north, and less from west to east. Says which street corner, not which door."""

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
"""Every field of the contract, in messages and within them; `kind` tells tracking updates apart."""


def coarse(message: Any) -> Any:
    """A message, or a part of one, as it may be kept.

    Raises:
        TypeError: a coordinate is no number.
    """
    if isinstance(message, Mapping):
        return {key: _value(key, value) for key, value in message.items() if key in KNOWN}
    if isinstance(message, list):
        return [coarse(item) for item in message]
    return message


def _value(key: str, value: Any) -> Any:
    if key not in COORDINATES:
        return coarse(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"{key} is no number")
    return round(float(value), DECIMALS)
