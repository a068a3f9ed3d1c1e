"""The settings of an identity's stack: what its project file and its example say."""

import json
from pathlib import Path
from typing import Any

import pulumi
import pytest
import yaml

from components.identity.args import UserRole
from components.identity.settings import READER

STACKS = Path(__file__).parents[3] / "stacks" / "identity"


def configuration() -> dict[str, str]:
    """The settings of the example as the engine passes them to the program."""
    document: dict[str, Any] = yaml.safe_load((STACKS / "Pulumi.identity.yaml").read_text())
    return {key: value if isinstance(value, str) else json.dumps(value) for key, value in document["config"].items()}


def test_the_project_file_describes_every_setting() -> None:
    """It declares exactly the settings that the program reads, each with a value and a description."""
    schema = yaml.safe_load((STACKS / "Pulumi.yaml").read_text())["config"]
    assert sorted(f"citycell:{key}" for key in READER.arguments) == sorted(schema)
    assert [key for key, value in schema.items() if not value["description"] or "value" not in value] == []


def test_the_example_has_an_app_for_each_role() -> None:
    """Nested settings become arguments."""
    settings = READER.read(configuration(), "identity")
    assert (settings.cell, settings.args["city"]) == ("identity", "shared")
    assert [app.role for app in settings.config.apps] == list(UserRole)


@pytest.mark.parametrize(
    ("key", "value", "text"),
    [
        ("citycell:domainPrefx", "a", "there is no such setting; did you mean citycell:domainPrefix?"),
        ("citycell:domainPrefix", "A", "setting citycell:domainPrefix is 'A', but it must be lower case letters"),
        ("citycell:domainPrefix", None, "required settings are missing: citycell:domainPrefix"),
        ("citycell:apps", "orders", "it must be a list of objects"),
        ("citycell:apps", '[{"name": "a", "callbackUrl": []}]', "there is no such key; did you mean callbackUrls?"),
        ("citycell:pools", '[{"role": "customer", "passwordLength": 3}]', "citycell:pools[0].passwordLength is 3"),
        ("citycell:threatProtection", "on", "it must be one of off, audit, enforced"),
    ],
)
def test_an_invalid_setting_is_one_line(key: str, value: str | None, text: str) -> None:
    """The error has the stack, the setting, its value and the choices."""
    given = {name: old for name, old in configuration().items() if name != key} | ({key: value} if value else {})
    with pytest.raises(pulumi.RunError) as error:
        READER.read(given, "identity")
    assert text in str(error.value)
    assert "\n" not in str(error.value)
