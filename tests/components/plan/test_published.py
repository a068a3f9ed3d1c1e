"""Values that AWS takes: what is shipped is what AWS publishes, and it holds what the cell itself uses."""

import pytest

from components.aws import published
from components.aws.regions import AVAILABILITY_ZONES
from components.cache import config as cache
from components.database import config as database
from tests.components.plan import published_values


def test_the_tables_are_those_that_aws_publishes() -> None:
    """After an update of cfn-lint this fails until `python -m tests.components.plan.published_values` was run."""
    assert published_values.tables() == published._tables()  # pyright: ignore[reportPrivateUsage]


def test_versions_are_sorted_and_whole() -> None:
    """Oldest first by number, not by text, and without the short names that AWS resolves to some minor version."""
    assert published.aurora_versions() == sorted(published.aurora_versions(), key=published_values.numbered)
    assert {"13.9", "17.6", "18.6"} <= set(published.aurora_versions())
    assert {"16.4-limitless", "17", "9.6.22"} & set(published.aurora_versions()) == set()


@pytest.mark.parametrize("region", AVAILABILITY_ZONES)
def test_every_region_has_what_a_cell_uses(region: str) -> None:
    """The defaults of the components can be had wherever a cell can be."""
    assert "db.serverless" in published.aurora_classes(region)
    for wanted in ("cache.t4g.small", "cache.m7g.large"):
        assert published.cache_node_type(wanted, region) in published.cache_node_types(region)
    assert published.is_offered("AWS::MSK::Topic", region)


def test_the_cells_versions_are_published() -> None:
    """The engine versions that components default to are among those that AWS has."""
    assert database.ENGINE_VERSION in published.aurora_versions()
    assert cache.ENGINE_VERSION in published.valkey_versions()


def test_a_region_without_a_generation_gets_the_one_before() -> None:
    """Milan has no seventh generation of cache nodes; a type that nothing stands in for is refused."""
    assert published.cache_node_type("cache.m7g.large", "eu-west-1") == "cache.m7g.large"
    assert published.cache_node_type("cache.m7g.large", "eu-south-1") == "cache.m6g.large"
    with pytest.raises(ValueError, match=r"eu-south-1 has no cache node like cache\.z9g\.large"):
        published.cache_node_type("cache.z9g.large", "eu-south-1")
