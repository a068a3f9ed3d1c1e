"""Parameter groups: a parameter that equals its default is not read back, so every update shows it as new."""

import tomllib
from typing import Any

import pytest

from components.aws.parameter_defaults import is_default, parameter_default
from local.paths import ROOT
from local.provider import outputs
from local.provider.account import Account
from local.provider.diff import Change, changes
from local.provider.resource_types import RESOURCE_TYPES
from policies.aws.databases import family_forces_tls
from policies.model.values import Value

HERE = Account("111122223333", "eu-west-1")
GROUPS = {
    "aws:rds/clusterParameterGroup:ClusterParameterGroup": ("aurora-postgresql17", "rds.force_ssl", "1"),
    "aws:rds/parameterGroup:ParameterGroup": ("postgres16", "rds.force_ssl", "1"),
    "aws:elasticache/parameterGroup:ParameterGroup": ("valkey8", "maxmemory-policy", "volatile-lru"),
}


def group(family: str, *parameters: tuple[str, str]) -> dict[str, Any]:
    """The inputs of a group."""
    return {"name": "g", "family": family, "parameters": [{"name": name, "value": value} for name, value in parameters]}


@pytest.mark.parametrize("token", GROUPS)
def test_a_default_is_a_change_in_every_update(token: str) -> None:
    """As with the real provider, which reads only the parameters whose source is `user`; other values are read."""
    family, name, default = GROUPS[token]
    inputs = group(family, (name, "other"), ("own", "1"), (name, default))
    kind = RESOURCE_TYPES[token]
    _, answer = outputs.created(kind, f"urn:pulumi:s::p::{token}::g", HERE, inputs)
    assert [item["value"] for item in answer["parameters"]] == ["other", "1"]
    assert changes(outputs.read(kind, inputs), inputs) == [Change("parameters[2]", "add")]
    usual = group(family, ("own", "1"))
    assert changes(outputs.read(kind, usual), usual) == []


@pytest.mark.parametrize(
    ("family", "name", "expected"),
    [
        ("aurora-postgresql16", "rds.force_ssl", "0"),
        ("aurora-postgresql17", "rds.force_ssl", "1"),
        ("postgres14", "rds.force_ssl", "0"),
        ("postgres15", "rds.force_ssl", "1"),
        ("aurora-postgresql13", "ssl", "1"),
        ("valkey8", "cluster-enabled", "no"),
        ("aurora-mysql8.0", "rds.force_ssl", None),
        ("no family", "ssl", None),
        ("valkey8", "own", None),
    ],
)
def test_defaults_follow_engine_and_version(family: str, name: str, expected: str | None) -> None:
    """The provider and the components read the same table."""
    assert parameter_default(family, name) == expected
    assert is_default(family, name, "1") is (expected == "1")
    token = "aws:rds/parameterGroup:ParameterGroup"
    if expected is not None:
        assert outputs.read(RESOURCE_TYPES[token], group(family, (name, expected)))["parameters"] == []


@pytest.mark.parametrize("family", ["aurora-postgresql16", "aurora-postgresql17", "postgres14", "postgres15"])
def test_the_policies_know_the_same_default_of_forced_tls(family: str) -> None:
    """The packs cannot read the components' table."""
    assert family_forces_tls(Value(family)) is (parameter_default(family, "rds.force_ssl") == "1")


def test_every_default_names_its_page() -> None:
    """A row without a source could not be checked."""
    rows = tomllib.loads((ROOT / "components" / "aws" / "parameter_defaults.toml").read_text())["defaults"]
    assert rows
    assert [row for row in rows if not row["source"].startswith("https://") or not row["values"]] == []
