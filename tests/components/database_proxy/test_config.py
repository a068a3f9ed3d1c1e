"""The configuration of a database proxy."""

import dataclasses
from typing import Any

import pytest

from components.database_proxy.config import ProxyConfig, resolve
from tests.components.samples.database_proxy import SAMPLE


def test_a_proxy_has_defaults_for_every_optional_argument() -> None:
    """Connections are left for migrations and administrators, and logs are kept for 90 days."""
    args: Any = SAMPLE.args()
    config = resolve("part", args)
    assert config.log_retention_days == 90
    assert config.proxy == ProxyConfig(
        database_users=("orders_service",),
        security_group_id=SAMPLE.good["security_group_id"],
        idle_client_seconds=1800,
        max_connections_percent=90,
        max_idle_connections_percent=45,
        borrow_seconds=30,
        init_query=None,
        reader_endpoint=False,
        debug_logging=False,
    )


def test_a_configuration_is_frozen() -> None:
    """No step of a component can change what a later step reads."""
    args: Any = SAMPLE.args()
    config: Any = resolve("part", args)
    with pytest.raises(dataclasses.FrozenInstanceError):
        config.log_retention_days = 1
