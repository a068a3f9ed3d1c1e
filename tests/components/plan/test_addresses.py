"""Addresses: cells do not overlap, subnets lie in their cell, and growing moves nothing."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.plan.addresses import MAX_CELL_INDEX, MAX_ZONES, cell_block, zone_addresses

indexes = st.integers(0, MAX_CELL_INDEX)


@given(indexes, indexes)
def test_cells_do_not_overlap(one: int, other: int) -> None:
    """Two numbers are two blocks."""
    assert (one == other) == cell_block(one).overlaps(cell_block(other))


@given(indexes, st.integers(16, 20), st.integers(1, MAX_ZONES))
def test_subnets_lie_in_their_cell_without_overlap(index: int, prefix: int, zones: int) -> None:
    """Every tier of every zone has its own part of the cell, large enough for AWS (a /28)."""
    block = next(cell_block(index).subnets(new_prefix=prefix))
    subnets = [part for zone in zone_addresses(block, zones) for part in (zone.private, zone.data, zone.public)]
    assert all(part.subnet_of(block) and part.prefixlen <= 28 for part in subnets)
    assert not any(a.overlaps(b) for a, b in combinations(subnets, 2))


@given(indexes, st.integers(1, MAX_ZONES), st.integers(1, MAX_ZONES))
def test_growing_never_moves_what_stands(index: int, some: int, more: int) -> None:
    """The first zones have the same subnets however many zones there are."""
    few, many = sorted((some, more))
    assert zone_addresses(cell_block(index), few) == zone_addresses(cell_block(index), many)[:few]


@pytest.mark.parametrize("index", [-1, 256])
def test_a_number_out_of_range_is_refused(index: int) -> None:
    """There are 256 cells."""
    with pytest.raises(ValueError, match=f"0 to 255, not {index}"):
        cell_block(index)


@pytest.mark.parametrize(("prefix", "zones", "text"), [(21, 3, "at least a /20"), (16, 0, "1 to 8"), (16, 9, "1 to 8")])
def test_a_plan_that_cannot_be_is_refused(prefix: int, zones: int, text: str) -> None:
    """A block that is too small and a number of zones that does not exist are errors."""
    block = next(cell_block(0).subnets(new_prefix=prefix))
    with pytest.raises(ValueError, match=text):
        zone_addresses(block, zones)
