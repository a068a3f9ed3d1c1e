"""The configuration of tables: defaults are filled in before anything is registered."""

import dataclasses
from typing import Any

import pytest

from components import StreamView, TableConsistency
from components.tables.config import TableConfig, resolve
from tests.components.samples.tables import CAPACITY, INDEX, SAMPLE, STRONG, one


def table(**change: Any) -> TableConfig:
    """The configuration of one table."""
    (config,) = resolve("part", SAMPLE.args(one(**change))).tables  # pyright: ignore[reportArgumentType] - the tests' dict
    return config


def test_a_configuration_is_frozen() -> None:
    """No later code can change what was validated."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        table().name = "other"  # pyright: ignore[reportAttributeAccessIssue] - what the test is about


def test_an_index_has_the_capacity_of_its_table_by_default() -> None:
    """An index of its own capacity keeps it; on demand there is none."""
    own: dict[str, Any] = {"read": {"min_units": 1, "max_units": 2}, "write": {"min_units": 1, "max_units": 2}}
    config = table(provisioned=CAPACITY, indexes=[INDEX, INDEX | {"name": "other", "provisioned": own}])
    assert config.provisioned is not None
    assert [index.provisioned == config.provisioned for index in config.indexes] == [True, False]
    assert [index.provisioned for index in table(indexes=[INDEX]).indexes] == [None]


@pytest.mark.parametrize(
    ("change", "stream"),
    [
        ({}, None),
        ({"stream": "NEW_IMAGE"}, StreamView.NEW_IMAGE),
        ({"replica_regions": ["eu-west-2"]}, StreamView.NEW_AND_OLD_IMAGES),
        (STRONG, None),
    ],
)
def test_replicas_with_eventual_consistency_have_a_stream(change: dict[str, Any], stream: StreamView | None) -> None:
    """They read both images from it; strong consistency needs no stream."""
    assert stream == table(**change).stream


def test_consistency_is_eventual_by_default() -> None:
    """Strong consistency has conditions, so it is chosen by name."""
    assert table(replica_regions=["eu-west-2"]).replication.consistency is TableConsistency.EVENTUAL
