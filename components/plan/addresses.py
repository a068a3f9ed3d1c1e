"""The address blocks of a cell and of each of its subnets, in IPv4 and IPv6.

Every zone has a fixed eighth of the cell's block, and every tier a fixed part of that eighth. A subnet's block depends
only on the cell's block, the zone and the tier, not on how many of them are in use. So a new zone, tier or cell moves
no existing subnet.
"""

from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network
from typing import Final

SUPERNET: Final = IPv4Network("10.0.0.0/8")
"""The block of all cells: one /16 for each of 256 cells, so that their addresses cannot overlap."""

CELL_PREFIX: Final = 16
MAX_CELL_INDEX: Final = 2 ** (CELL_PREFIX - SUPERNET.prefixlen) - 1

SMALLEST_PREFIX: Final = 20
"""A /20 leaves 27 usable addresses in each public subnet, enough for NAT gateways and the edge."""

MAX_ZONES: Final = 8
_ZONE_BITS: Final = 3

CELL_PREFIX_V6: Final = 56
SUBNET_PREFIX_V6: Final = 64
"""AWS gives a VPC a /56 and accepts only a /64 for a subnet (Amazon VPC user guide, IPv6 VPC CIDR blocks). Each
zone has 32 consecutive subnets of the 256."""


class Tier(StrEnum):
    """A group of subnets, one in each zone."""

    PRIVATE = "private"
    """Tasks, functions and interface endpoints: half of a zone, because tasks scale."""
    DATA = "data"
    """Brokers, caches and databases: a quarter."""
    PUBLIC = "public"
    """NAT gateways and internet-facing resources: an eighth."""


@dataclass(frozen=True)
class _Part:
    bits: int
    """How many times a zone's block is halved to get the tier's block."""
    index: int
    """The number of the part, from 0."""


_PARTS: Final = {Tier.PRIVATE: _Part(1, 0), Tier.DATA: _Part(2, 2), Tier.PUBLIC: _Part(3, 6)}
"""The last eighth of a zone is reserved for a future tier."""


def cell_block(index: int) -> IPv4Network:
    """The /16 of the cell with this number.

    Raises:
        ValueError: the number is not in 0 to 255.
    """
    if not 0 <= index <= MAX_CELL_INDEX:
        raise ValueError(f"a cell's index is 0 to {MAX_CELL_INDEX}, not {index}")
    size = 2 ** (32 - CELL_PREFIX)
    return IPv4Network((int(SUPERNET.network_address) + index * size, CELL_PREFIX))


def is_cell_block(text: str) -> bool:
    """Whether a text is an IPv4 block that a cell's network accepts: a /16 to a /20 without host bits."""
    try:
        return CELL_PREFIX <= IPv4Network(text).prefixlen <= SMALLEST_PREFIX
    except ValueError:
        return False


def subnet(block: IPv4Network, zone: int, tier: Tier) -> IPv4Network:
    """The subnet of a tier in a zone of the cell; zones are numbered from 0.

    Raises:
        ValueError: the block is smaller than a /20, or the zone is not in 0 to 7.
    """
    if block.prefixlen > SMALLEST_PREFIX:
        raise ValueError(f"a cell needs at least a /{SMALLEST_PREFIX}, and {block} is smaller")
    part = _PARTS[tier]
    prefix = block.prefixlen + _ZONE_BITS + part.bits
    first = (_zone(zone) << part.bits) + part.index
    return IPv4Network((int(block.network_address) + (first << (32 - prefix)), prefix))


def subnet_v6(block: IPv6Network, zone: int, tier: Tier) -> IPv6Network:
    """The /64 of a tier in a zone: the first /64 of the tier's part of the zone, which is the same part as in IPv4.

    Raises:
        ValueError: the block is not a /56, or the zone is not in 0 to 7.
    """
    if block.prefixlen != CELL_PREFIX_V6:
        raise ValueError(f"AWS gives a VPC a /{CELL_PREFIX_V6}, not {block}")
    part = _PARTS[tier]
    zone_bits = SUBNET_PREFIX_V6 - CELL_PREFIX_V6 - _ZONE_BITS
    number = (_zone(zone) << zone_bits) + (part.index << (zone_bits - part.bits))
    return IPv6Network((int(block.network_address) + (number << (128 - SUBNET_PREFIX_V6)), SUBNET_PREFIX_V6))


def _zone(zone: int) -> int:
    if not 0 <= zone < MAX_ZONES:
        raise ValueError(f"a zone is 0 to {MAX_ZONES - 1}, not {zone}")
    return zone
