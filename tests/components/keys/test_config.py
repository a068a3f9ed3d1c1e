"""The configuration of keys: defaults are filled in before anything is registered."""

from typing import Any

import pytest

from components.keys.config import CELL_CLASSES, KeysConfig, resolve
from tests.components.samples.keys import SAMPLE


def config(**change: Any) -> KeysConfig:
    """The configuration of keys."""
    return resolve("part", SAMPLE.args(change))  # pyright: ignore[reportArgumentType] - the tests' dict


def test_the_defaults() -> None:
    """Every class has a key of one region, rotated once a year, without named administrators."""
    found = config()
    assert (found.classes, found.rotation_days, found.deletion_window_days) == (CELL_CLASSES, 365, 30)
    assert (found.multi_region, found.replica_regions, found.administrators) == (False, (), ())


@pytest.mark.parametrize(
    ("change", "multi_region"),
    [({}, False), ({"multi_region": True}, True), ({"replica_regions": ["eu-west-3"]}, True)],
)
def test_keys_with_replicas_are_multi_region(change: dict[str, Any], multi_region: bool) -> None:
    """Replicas imply it, so the argument is not needed beside them."""
    assert config(**change).multi_region is multi_region
