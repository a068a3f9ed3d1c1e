"""The cities of the stacks on mocks, recorded once for many tests."""

import asyncio
from pathlib import Path
from typing import Any

import pulumi
import pytest
import yaml

from components import CityCell
from components.settings import Settings, settings_from
from tests.components.recording import ACCOUNT, Recorder, loop_of_mocks, record

ROOT = Path(__file__).parents[2]


def configuration(stack: str) -> dict[str, str]:
    """A stack's settings as the engine passes them to the program."""
    document: dict[str, Any] = yaml.safe_load((ROOT / f"Pulumi.{stack}.yaml").read_text())
    return {
        key: str(value).lower() if isinstance(value, bool) else str(value) for key, value in document["config"].items()
    }


def deployed(settings: Settings) -> Recorder:
    """A city on mocks."""
    layer = pulumi.AssetArchive({})
    return record(
        lambda: CityCell(settings.cell, settings.cell_args(ACCOUNT, layer, None, layer, edge_prefix_list_id="pl-0"))
    )


@pytest.fixture(autouse=True)
def loop() -> None:
    """Set the event loop, so that tests can make outputs before a program runs."""
    asyncio.set_event_loop(loop_of_mocks())


@pytest.fixture
def demo_configuration() -> dict[str, str]:
    """Settings of the demo city, for tests that change single ones."""
    return configuration("demo")


@pytest.fixture(scope="session")
def demo_city() -> Recorder:
    """A disposable city."""
    return deployed(settings_from(configuration("demo"), "demo"))


@pytest.fixture(scope="session")
def madrid_city() -> Recorder:
    """A protected city in another region."""
    return deployed(settings_from(configuration("madrid"), "madrid"))
