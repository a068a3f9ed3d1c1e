"""Addresses: cells do not overlap, subnets are inside their cell, and growth moves no subnet."""

from ipaddress import IPv4Network, IPv6Network
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.plan.addresses import MAX_CELL_INDEX, MAX_ZONES, SMALLEST_PREFIX, Tier, cell_block, subnet, subnet_v6

V6 = IPv6Network("2a05:d018:abc:1200::/56")

STANDING = {
    (0, Tier.PRIVATE): ("10.1.0.0/20", "2a05:d018:abc:1200::/64"),
    (0, Tier.DATA): ("10.1.16.0/21", "2a05:d018:abc:1210::/64"),
    (0, Tier.PUBLIC): ("10.1.24.0/22", "2a05:d018:abc:1218::/64"),
    (1, Tier.PRIVATE): ("10.1.32.0/20", "2a05:d018:abc:1220::/64"),
    (1, Tier.DATA): ("10.1.48.0/21", "2a05:d018:abc:1230::/64"),
    (1, Tier.PUBLIC): ("10.1.56.0/22", "2a05:d018:abc:1238::/64"),
    (2, Tier.PRIVATE): ("10.1.64.0/20", "2a05:d018:abc:1240::/64"),
    (2, Tier.DATA): ("10.1.80.0/21", "2a05:d018:abc:1250::/64"),
    (2, Tier.PUBLIC): ("10.1.88.0/22", "2a05:d018:abc:1258::/64"),
}
"""Subnets of cell 1 as first deployed. A change here means replaced subnets in every cell."""

indexes = st.integers(0, MAX_CELL_INDEX)
zones = st.integers(0, MAX_ZONES - 1)
tiers = st.sampled_from(Tier)


@pytest.mark.parametrize(("place", "addresses"), STANDING.items())
def test_what_stands_does_not_move(place: tuple[int, Tier], addresses: tuple[str, str]) -> None:
    """A new zone, tier or cell changes no existing address."""
    zone, tier = place
    assert addresses == (str(subnet(cell_block(1), zone, tier)), str(subnet_v6(V6, zone, tier)))


@given(indexes, indexes)
def test_cells_do_not_overlap(one: int, other: int) -> None:
    """Different numbers have different blocks."""
    assert (one == other) == cell_block(one).overlaps(cell_block(other))


def test_fifty_cells_share_no_subnet() -> None:
    """The subnets of all zones of fifty cells are in the private network and do not overlap."""
    taken = sorted(subnet(cell_block(index), zone, tier) for index in range(50) for zone in range(8) for tier in Tier)
    assert len(taken) == 50 * 8 * 3
    assert [(a, b) for a, b in pairwise(taken) if a.overlaps(b)] == []


@given(indexes, st.integers(16, SMALLEST_PREFIX))
def test_subnets_lie_in_their_cell_without_overlap(index: int, prefix: int) -> None:
    """Every tier of every zone has its own part of the cell, large enough for AWS (a /28)."""
    block = next(cell_block(index).subnets(new_prefix=prefix))
    subnets = [subnet(block, zone, tier) for zone in range(MAX_ZONES) for tier in Tier]
    assert all(part.subnet_of(block) and part.prefixlen <= 28 for part in subnets)
    assert not any(a.overlaps(b) for a, b in combinations(subnets, 2))


@given(st.integers(0, 2**56 - 1))
def test_subnets_in_ipv6_lie_in_their_cell_without_overlap(number: int) -> None:
    """Every tier of every zone has its own /64 of whatever /56 Amazon gives."""
    block = IPv6Network((number << 72, 56))
    subnets = [subnet_v6(block, zone, tier) for zone in range(MAX_ZONES) for tier in Tier]
    assert all(part.subnet_of(block) and part.prefixlen == 64 for part in subnets)
    assert len(set(subnets)) == 24


@given(zones, tiers)
def test_both_families_count_alike(zone: int, tier: Tier) -> None:
    """A subnet lies at the same share of the cell's block in IPv4 and in IPv6."""
    cell = cell_block(0)
    part_v4 = (int(subnet(cell, zone, tier).network_address) - int(cell.network_address)) / cell.num_addresses
    part_v6 = (int(subnet_v6(V6, zone, tier).network_address) - int(V6.network_address)) / V6.num_addresses
    assert part_v4 == part_v6


@pytest.mark.parametrize("index", [-1, 256])
def test_a_number_out_of_range_is_refused(index: int) -> None:
    """There are 256 cells."""
    with pytest.raises(ValueError, match=f"0 to 255, not {index}"):
        cell_block(index)


@pytest.mark.parametrize(
    ("block", "zone", "text"), [("10.0.0.0/21", 0, "at least a /20"), ("10.0.0.0/16", 8, "0 to 7")]
)
def test_invalid_blocks_and_zones_are_rejected(block: str, zone: int, text: str) -> None:
    """A block that is too small and a zone that does not exist are errors."""
    with pytest.raises(ValueError, match=text):
        subnet(IPv4Network(block), zone, Tier.DATA)


def test_another_ipv6_prefix_length_is_rejected() -> None:
    """AWS gives a VPC a /56."""
    with pytest.raises(ValueError, match="gives a VPC a /56"):
        subnet_v6(IPv6Network("2a05:d018:abc::/48"), 0, Tier.DATA)
