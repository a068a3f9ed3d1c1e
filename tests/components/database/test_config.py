"""The configuration of a database: defaults, zones, and where its data comes from."""

import dataclasses
from collections.abc import Mapping
from typing import Any

import pulumi
import pytest

from components import CaCertificate, DatabaseInsights, DatabaseLog, DatabaseNetwork, ReaderMetric
from components.database.capacity_config import AcuConfig, ReaderScalingConfig
from components.database.config import BackupsConfig, DatabaseConfig, InsightsConfig, resolve
from components.database.origin_config import PrimaryConfig, RestoreConfig, SecondaryConfig
from tests.components.recording import REGION
from tests.components.samples.database import PRIMARY, PROXY, SAMPLE, SECONDARY


def resolved(change: Mapping[str, Any] | None = None) -> DatabaseConfig:
    """The configuration of a database with the sample's arguments and a change of them."""
    args: Any = SAMPLE.args(change)
    return resolve("part", args)


def test_a_database_has_defaults_for_every_optional_argument() -> None:
    """Serverless with one reader, two weeks of backups, a week of insights and 90 days of logs."""
    config = resolved()
    assert (config.engine_version, config.instance_class, config.readers) == ("17.6", "db.serverless", 1)
    assert config.acu == AcuConfig(minimum=2.0, maximum=4.0, pause_seconds=None)
    assert (config.database_name, config.master_user) == ("orders", "cell_master")
    assert config.insights == InsightsConfig(mode=DatabaseInsights.STANDARD, days=7)
    assert (config.monitoring_seconds, config.log_retention_days) == (60, 90)
    assert config.log_exports == (DatabaseLog.POSTGRESQL,)
    assert config.backups == BackupsConfig(
        retention_days=14, window=None, maintenance_window=None, final_snapshot_name=None
    )
    assert config.auto_minor_version_upgrade
    assert not any((config.allow_major_version_upgrade, config.apply_immediately, config.data_api))
    absent = (config.reader_scaling, config.proxy, config.restore, config.global_database)
    assert absent == (None,) * 4


def test_a_configuration_is_frozen() -> None:
    """No step of a component can change what a later step reads."""
    config: Any = resolved()
    with pytest.raises(dataclasses.FrozenInstanceError):
        config.readers = 3


@pytest.mark.parametrize(
    ("change", "letters"),
    [
        pytest.param({}, "ab", id="as-many-as-subnets"),
        pytest.param({"subnet_ids": ["a", "b", "c"]}, "abc", id="three-subnets"),
        pytest.param({"subnet_ids": pulumi.Output.from_input(["a", "b"])}, "abc", id="unknown-subnets"),
        pytest.param({"availability_zones": [f"{REGION}c", f"{REGION}a"]}, "ca", id="given"),
    ],
)
def test_zones_follow_the_subnets(change: dict[str, Any], letters: str) -> None:
    """One zone for each subnet, or all three while the number of subnets is not known."""
    assert resolved(change).availability_zones == tuple(f"{REGION}{letter}" for letter in letters)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(
            {"min_acu": 0, "insights": "off"}, AcuConfig(minimum=0, maximum=4, pause_seconds=300), id="pauses"
        ),
        pytest.param({"instance_class": "db.r8g.large", "min_acu": None, "max_acu": None}, None, id="provisioned"),
    ],
)
def test_capacity_depends_on_the_class_and_the_minimum(change: dict[str, Any], expected: AcuConfig | None) -> None:
    """Provisioned instances have no range, and only instances without a minimum pause."""
    assert resolved(change).acu == expected


def test_the_readers_are_the_minimum_of_their_scaling() -> None:
    """Scaling removes only readers that it added."""
    config = resolved({"readers": 2, "reader_scaling": {"max_readers": 5, "target": 60}})
    assert config.reader_scaling == ReaderScalingConfig(
        min_readers=2, max_readers=5, metric=ReaderMetric.CPU, target=60, scale_in_seconds=300, scale_out_seconds=300
    )


@pytest.mark.parametrize(
    ("mode", "days"),
    [(DatabaseInsights.OFF, None), (DatabaseInsights.STANDARD, 7), (DatabaseInsights.ADVANCED, 465)],
)
def test_the_mode_of_insights_decides_their_retention(mode: DatabaseInsights, days: int | None) -> None:
    """There is one period for the advanced mode, and none when insights are off."""
    assert resolved({"insights": mode}).insights == InsightsConfig(mode=mode, days=days)


def test_enums_may_be_given_as_text() -> None:
    """Other languages and configuration files have no enums."""
    config = resolved({"network_type": "DUAL", "ca_certificate": "rds-ca-ecc384-g1", "log_exports": ["instance"]})
    found = (config.network_type, config.ca_certificate, config.log_exports)
    assert found == (DatabaseNetwork.DUAL, CaCertificate.ECC_384, (DatabaseLog.INSTANCE,))


def test_no_log_is_exported_when_the_list_is_empty() -> None:
    """An empty list is not the default."""
    assert resolved({"log_exports": []}).log_exports == ()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(
            PRIMARY,
            PrimaryConfig(master_password="correct horse battery", write_forwarding=False),
            id="primary",
        ),
        pytest.param(
            SECONDARY | {"write_forwarding": True},
            SecondaryConfig(
                global_cluster_identifier="madrid-orders-global", primary_region="eu-south-2", write_forwarding=True
            ),
            id="secondary",
        ),
    ],
)
def test_a_member_of_a_global_database_is_primary_or_secondary(
    change: dict[str, Any], expected: PrimaryConfig | SecondaryConfig
) -> None:
    """A primary has the password; a secondary knows its primary."""
    assert resolved(change).global_database == expected


def test_a_restore_has_one_source() -> None:
    """A full copy of the latest restorable time by default."""
    assert resolved({"restore": {"cluster": "lisbon-orders"}}).restore == RestoreConfig(
        snapshot=None, cluster="lisbon-orders", cluster_resource_id=None, to_time=None, clone=False
    )


def test_arguments_that_are_outputs_are_left_to_aws() -> None:
    """Their values are known only during an update."""
    restore = {"cluster": "c", "to_time": pulumi.Output.from_input("yesterday")}
    password = pulumi.Output.from_input("short")
    assert resolved({"restore": restore}).restore is not None
    assert resolved(PRIMARY | {"master_password": password}).global_database is not None


def test_the_proxy_keeps_its_arguments() -> None:
    """They are validated with the database and resolved by the proxy."""
    assert resolved({"proxy": PROXY}).proxy == PROXY
