"""Which addresses a cell and each of its subnets get, in IPv4 and IPv6.

The plan gives every zone a fixed eighth of the cell's block, and every tier a fixed part of that eighth. An address
follows from block, zone and tier alone, never from how many of them are in use: so adding a zone, a tier or a cell
moves nothing that stands.
"""

from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network
from typing import Final

SUPERNET: Final = IPv4Network("10.0.0.0/8")
"""Where cells live: one /16 each, so 256 cells whose plans cannot overlap."""

CELL_PREFIX: Final = 16
MAX_CELL_INDEX: Final = 2 ** (CELL_PREFIX - SUPERNET.prefixlen) - 1

SMALLEST_PREFIX: Final = 20
"""A /20 leaves 27 usable addresses in each public subnet: room for NAT and what the edge brings."""

MAX_ZONES: Final = 8
_ZONE_BITS: Final = 3

CELL_PREFIX_V6: Final = 56
SUBNET_PREFIX_V6: Final = 64
"""AWS gives a VPC a /56 and takes only a /64 for a subnet (Amazon VPC user guide, IPv6 VPC CIDR blocks); of the 256
subnets each zone gets a run of 32."""


class Tier(StrEnum):
    """A row of subnets, one in each zone."""

    PRIVATE = "private"
    """Tasks, functions and interface endpoints: half of a zone, since tasks scale."""
    DATA = "data"
    """Brokers, caches and databases: a quarter."""
    PUBLIC = "public"
    """NAT gateways and what faces the internet: an eighth."""


@dataclass(frozen=True)
class _Part:
    bits: int
    """How often a zone is halved for the tier."""
    index: int
    """Which of the parts."""


_PARTS: Final = {Tier.PRIVATE: _Part(1, 0), Tier.DATA: _Part(2, 2), Tier.PUBLIC: _Part(3, 6)}
"""The eighth part of a zone after the public one stays free for a tier to come."""


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
    """Whether a text is an IPv4 block that a cell's network takes, written without bits of a host."""
    try:
        return CELL_PREFIX <= IPv4Network(text).prefixlen <= SMALLEST_PREFIX
    except ValueError:
        return False


def subnet(block: IPv4Network, zone: int, tier: Tier) -> IPv4Network:
    """The subnet of a tier in the cell's zone with this number, which counts from 0.

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
    """The /64 of a tier in a zone: the first of the same part of the zone as in IPv4.

    Raises:
        ValueError: the block is no /56, or the zone is not in 0 to 7.
    """
    if block.prefixlen != CELL_PREFIX_V6:
        raise ValueError(f"AWS gives a VPC a /{CELL_PREFIX_V6}, and {block} is none")
    part = _PARTS[tier]
    zone_bits = SUBNET_PREFIX_V6 - CELL_PREFIX_V6 - _ZONE_BITS
    number = (_zone(zone) << zone_bits) + (part.index << (zone_bits - part.bits))
    return IPv6Network((int(block.network_address) + (number << (128 - SUBNET_PREFIX_V6)), SUBNET_PREFIX_V6))


def _zone(zone: int) -> int:
    if not 0 <= zone < MAX_ZONES:
        raise ValueError(f"a zone is 0 to {MAX_ZONES - 1}, not {zone}")
    return zone
