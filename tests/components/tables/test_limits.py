"""Limits of DynamoDB, also under their old names."""

import pytest

from components.plan import dynamodb
from components.tables import limits


@pytest.mark.parametrize("name", dynamodb.__all__)
def test_old_names_have_the_same_values(name: str) -> None:
    """`citycell.plan.dynamodb` keeps them for one release."""
    new = name.replace("MOST_", "MAX_").replace("LEAST_", "MIN_")
    assert getattr(limits, new) == getattr(dynamodb, name)


@pytest.mark.parametrize("regions", limits.STRONG_REGION_SETS)
def test_a_set_of_regions_contains_its_regions(regions: tuple[str, ...]) -> None:
    """Regions of one set are found, and regions of two sets are in none."""
    assert limits.strong_region_set(regions[:2]) == regions
    assert limits.strong_region_set([regions[0], "sa-east-1"]) == ()
