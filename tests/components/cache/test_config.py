"""The configuration of a cache: defaults, and what depends on the kind."""

import dataclasses
from typing import Any

import pytest

from components import CacheAccess, CacheEviction
from components.cache import limits
from components.cache.config import NodesConfig, ServerlessConfig, resolve
from tests.components.samples import KEY
from tests.components.samples.cache import SAMPLE, SERVERLESS


def resolved(**change: Any) -> Any:
    """The configuration of a cache with the sample's arguments and a change of them."""
    args: Any = SAMPLE.args(change)
    return resolve("part", args)


def test_nodes_have_defaults_for_every_optional_argument() -> None:
    """Two nodes in two zones, with a week of snapshots and 90 days of logs."""
    config = resolved()
    assert (config.engine_version, config.snapshot_retention_days) == ("8.1", 7)
    assert config.deployment == NodesConfig(
        node_type="cache.t4g.small",
        log_key_arn=KEY,
        log_retention_days=90,
        shards=1,
        replicas=1,
        data_tiering=False,
        durability=None,
        eviction=CacheEviction.VOLATILE_TTL,
        parameters={},
        maintenance_window=None,
        snapshot_window=None,
        notification_topic_arn=None,
    )


def test_serverless_has_limits_without_minimums_by_default() -> None:
    """A minimum would be billed."""
    assert resolved(**SERVERLESS).deployment == ServerlessConfig(
        max_storage_gb=10,
        max_ecpu_per_second=20_000,
        min_storage_gb=None,
        min_ecpu_per_second=None,
        snapshot_time="02:00",
    )


def test_a_user_has_all_keys_and_no_channels_by_default() -> None:
    """The same for every kind of access."""
    (user,) = resolved(users=[{"name": "u", "access": "read-only"}]).users
    assert (user.access, user.keys, user.channels, user.commands) == (CacheAccess.READ_ONLY, ("*",), (), None)


def test_a_configuration_is_frozen() -> None:
    """No step of a component can change what a later step reads."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        resolved().engine_version = "9.0"


@pytest.mark.parametrize(
    ("node_type", "family"), [("cache.t4g.small", "t4g"), ("cache.r6gd.16xlarge", "r6gd"), ("cache.c7gn.large", "c7gn")]
)
def test_the_family_of_a_node_type(node_type: str, family: str) -> None:
    """The part between the dots."""
    assert limits.family(node_type) == family


@pytest.mark.parametrize(("version", "major"), [("7.2", 7), ("8.1", 8), ("10.0", 10)])
def test_the_major_version(version: str, major: int) -> None:
    """The number before the dot."""
    assert limits.major(version) == major
