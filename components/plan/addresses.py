"""Which addresses a cell and each of its subnets get.

The plan gives every zone a fixed eighth of the cell's block, and every tier a fixed part of that eighth. Nothing
depends on how many zones or tiers are in use, so adding one never moves what stands.
"""

from dataclasses import dataclass
from ipaddress import IPv4Network
from typing import Final

SUPERNET: Final = IPv4Network("10.0.0.0/8")
"""Where cells live: one /16 each, so 256 cells whose plans cannot overlap."""

CELL_PREFIX: Final = 16
MAX_CELL_INDEX: Final = 2 ** (CELL_PREFIX - SUPERNET.prefixlen) - 1

SMALLEST_PREFIX: Final = 20
"""A /20 leaves 27 usable addresses in each public subnet: room for NAT and what the edge brings."""

MAX_ZONES: Final = 8
_ZONE_BITS: Final = 3


@dataclass(frozen=True)
class ZoneAddresses:
    """The blocks of one availability zone; the last quarter of the public half stays free for a tier to come."""

    private: IPv4Network
    """Tasks, functions and interface endpoints: half of the zone, since tasks scale."""
    data: IPv4Network
    """Brokers, caches and databases: a quarter."""
    public: IPv4Network
    """NAT gateways: an eighth."""


def cell_block(index: int) -> IPv4Network:
    """The /16 of the cell with this number.

    Raises:
        ValueError: the number is not in 0 to 255.
    """
    if not 0 <= index <= MAX_CELL_INDEX:
        raise ValueError(f"a cell's index is 0 to {MAX_CELL_INDEX}, not {index}")
    size = 2 ** (32 - CELL_PREFIX)
    return IPv4Network((int(SUPERNET.network_address) + index * size, CELL_PREFIX))


def zone_addresses(block: IPv4Network, zones: int) -> list[ZoneAddresses]:
    """The blocks of the first `zones` availability zones of a cell.

    Raises:
        ValueError: the block is smaller than a /20, or there are more than 8 zones.
    """
    if block.prefixlen > SMALLEST_PREFIX:
        raise ValueError(f"a cell needs at least a /{SMALLEST_PREFIX}, and {block} is smaller")
    if not 1 <= zones <= MAX_ZONES:
        raise ValueError(f"a cell spans 1 to {MAX_ZONES} zones, not {zones}")
    slots = list(block.subnets(prefixlen_diff=_ZONE_BITS))
    return [_split(slot) for slot in slots[:zones]]


def _split(slot: IPv4Network) -> ZoneAddresses:
    private, rest = slot.subnets(prefixlen_diff=1)
    data, last = rest.subnets(prefixlen_diff=1)
    public, _spare = last.subnets(prefixlen_diff=1)
    return ZoneAddresses(private=private, data=data, public=public)
