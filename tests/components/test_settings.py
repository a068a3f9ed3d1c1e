"""A stack's settings: valid ones become arguments, invalid ones an error of one line."""

from pathlib import Path

import pulumi
import pytest
import yaml

from components.aws.regions import AVAILABILITY_ZONES
from components.settings import ARGUMENTS, settings_from

ROOT = Path(__file__).parents[2]

BAD: list[tuple[str, str | None, str]] = [
    ("citycell:foo_bar", "5", "setting citycell:foo_bar is '5', but there is no such setting"),
    ("citycell:peakOrderPerHour", "5", "there is no such setting; did you mean citycell:peakOrdersPerHour?"),
    ("citycell:cidr", "10.0.0.0/24", "citycell:cidr is '10.0.0.0/24', but it must be an IPv4 block of /16 to /20"),
    ("citycell:cidr", "10.0.0.1/16", "it must be an IPv4 block"),
    ("aws:region", "us-west-1", "aws:region is 'us-west-1', but no cell fits there; choose from: ap-northeast-1"),
    ("citycell:couriersOnline", "-3", "citycell:couriersOnline is -3, but it must be between 0 and"),
    ("citycell:couriersOnline", "many", "it must be a whole number"),
    ("citycell:peakOrdersPerHour", "50000", "split the city into 4 cells"),
    ("citycell:growthMargin", "-1", "citycell:growthMargin is -1, but it must be between 0 and 10"),
    ("citycell:nat", "two", "it must be one of none, one, per-zone, regional"),
    ("citycell:disposable", "perhaps", "it must be true or false"),
    ("citycell:cell", "Lisbon", "it must be lower case letters"),
    ("citycell:cellIndex", "256", "it must be between 0 and 255"),
    ("citycell:certificateArn", "arn:aws:acm:eu-west-3:1:certificate/x", "the ARN of a certificate in eu-west-1"),
    (
        "citycell:serviceImage",
        "services:latest",
        "it must name an image by digest: <repository>@sha256:<64 hex digits>",
    ),
    ("citycell:paymentsUrl", "http://payments.example.com", "it must begin with https://"),
    ("citycell:accountId", "12", "it must be 12 digits"),
    (
        "citycell:owner",
        None,
        "required settings are missing: citycell:owner. Set each: pulumi config set citycell:owner <value>",
    ),
    ("citycell:interfaceEndpoints", "ecr.api", "a list of names"),
    (
        "citycell:interfaceEndpoints",
        '["ecr"]',
        "citycell:interfaceEndpoints[0] is 'ecr', but the network has no endpoint of that service; choose from: ecr",
    ),
    ("citycell:interfaceEndpoints", '["execute-api"]', "would hide every public API from the network"),
    ("citycell:quotas", '["L-8A5B8E43"]', "it must be an object of whole numbers"),
    ("citycell:quotas", '{"L-8A5B8E43": "5000"}', "it must be an object of whole numbers"),
    ("citycell:quotas", '{"L-8A5B8E43": true}', "it must be an object of whole numbers"),
    ("citycell:quotas", '{"L-8A5B8E4": 5000}', "citycell:quotas.L-8A5B8E4 is 5000, but no quota of that code"),
    ("citycell:domain", "Madrid", "citycell:domain is 'Madrid', but it must be a host name in lower case"),
    ("citycell:edgeCountries", "PT", "citycell:edgeCountries is 'PT', but it must be a list of names"),
    ("citycell:edgeRequestsPerCaller", "500", "citycell:edgeRequestsPerCaller is 500, but it has no effect without"),
    ("citycell:edgePrefixListId", "pl-1", "there is no such setting"),
    ("citycell:lake", "on", "it must be true or false"),
    ("citycell:backups", "nightly", "it must be true or false"),
    ("citycell:backupCopyRegion", "eu-central-1", "no backups are made"),
    ("citycell:orderExpirySeconds", "5", "it must be between 60 and 86400"),
]


@pytest.mark.parametrize(("key", "value", "text"), BAD)
def test_an_invalid_setting_is_one_line(
    demo_configuration: dict[str, str], key: str, value: str | None, text: str
) -> None:
    """The error has the stack, the setting, its value, the limit and the choices."""
    spoiled = {name: old for name, old in demo_configuration.items() if name != key}
    if value is not None:
        spoiled[key] = value
    with pytest.raises(pulumi.RunError) as error:
        settings_from(spoiled, "demo")
    assert text in str(error.value)
    assert "stack 'demo'" in str(error.value)
    assert "\n" not in str(error.value)


def test_the_demo_city_is_small_and_disposable(demo_configuration: dict[str, str]) -> None:
    """The settings become arguments, and the cell is named after the stack."""
    settings = settings_from(demo_configuration, "demo")
    assert (settings.cell, settings.args["city"], settings.region) == ("demo", "lisbon", "eu-west-1")
    assert settings.city.disposable
    assert settings.city.cidr == "10.1.0.0/16"


def test_all_missing_settings_are_in_one_error(demo_configuration: dict[str, str]) -> None:
    """A newcomer needs one run to see them all."""
    spoiled = {key: text for key, text in demo_configuration.items() if key not in {"citycell:city", "citycell:owner"}}
    with pytest.raises(
        pulumi.RunError, match=r"^stack 'demo': required settings are missing: citycell:city, citycell:owner\."
    ):
        settings_from(spoiled | {"citycell:city": ""}, "demo")


def test_the_project_file_describes_every_setting() -> None:
    """`Pulumi.yaml` declares exactly the settings that the program reads."""
    schema = yaml.safe_load((ROOT / "Pulumi.yaml").read_text())["config"]
    assert sorted(f"citycell:{key}" for key in ARGUMENTS) == sorted(schema)
    assert [key for key, value in schema.items() if not value["description"]] == []
    # Without a default, the engine rejects a missing setting before the program can report a misspelt one.
    assert [key for key, value in schema.items() if "default" not in value] == []


def test_regions_have_the_zones_that_aws_publishes() -> None:
    """Each region's three zones exist in the data that cfn-lint bundles."""
    from cfnlint.helpers import AVAILABILITY_ZONES as PUBLISHED  # noqa: PLC0415 - slow to import

    published = {zone for zones in PUBLISHED.values() for zone in zones}
    used = {zone for zones in AVAILABILITY_ZONES.values() for zone in zones}
    assert set() == used - published
