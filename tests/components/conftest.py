"""The demo city on mocks: recorded once, looked at by many tests."""

import asyncio
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pulumi
import pytest
import yaml

from components import CityCell
from components.settings import Settings, settings_from
from tests.components.recording import ACCOUNT, Recorder, record

ROOT = Path(__file__).parents[2]


def configuration(stack: str) -> dict[str, str]:
    """A stack's settings as the engine hands them to the program."""
    document: dict[str, Any] = yaml.safe_load((ROOT / f"Pulumi.{stack}.yaml").read_text())
    return {
        key: str(value).lower() if isinstance(value, bool) else str(value) for key, value in document["config"].items()
    }


def deployed(settings: Settings) -> Recorder:
    """A city on mocks."""
    layer = pulumi.AssetArchive({})
    return record(lambda: CityCell(settings.cell, settings.cell_args(ACCOUNT, layer)))


@pytest.fixture(scope="session", autouse=True)
def loop_of_mocks() -> Generator[None]:
    """Pulumi takes the thread's current event loop, and an earlier test that used `asyncio.run` has left none."""
    with asyncio.Runner() as runner:
        asyncio.set_event_loop(runner.get_loop())
        yield


@pytest.fixture
def demo_configuration() -> dict[str, str]:
    """Settings of the demo city, to be spoiled one by one."""
    return configuration("demo")


@pytest.fixture(scope="session")
def demo_city() -> Recorder:
    """A disposable city."""
    return deployed(settings_from(configuration("demo"), "demo"))


@pytest.fixture(scope="session")
def madrid_city() -> Recorder:
    """A protected city in another region."""
    return deployed(settings_from(configuration("madrid"), "madrid"))
