"""The demo city, deployed once a session and started whole for each module that asks for it."""

from collections.abc import Generator

import pytest

from local.deploy import deploy
from local.replay.clock import PlatformClock
from local.replay.session import Cell
from local.runtime.runtime import Runtime
from local.state import StackState, load_state

SPEED = 400.0
"""A day of 14 hours passes in two minutes: a faster one lets orders expire when the machine is busy."""


@pytest.fixture(scope="session")
def demo_state(tmp_path_factory: pytest.TempPathFactory) -> StackState:
    """The state of the demo city, deployed by the real engine."""
    return load_state(deploy("demo", folder=tmp_path_factory.mktemp("demo")).state_path)


@pytest.fixture(scope="module")
def cell(demo_state: StackState, tmp_path_factory: pytest.TempPathFactory) -> Generator[Cell]:
    """The whole demo city, running at `SPEED`."""
    clock = PlatformClock.starting_now(SPEED)
    with Runtime(demo_state, tmp_path_factory.mktemp("cell"), clock=clock) as runtime:
        yield Cell(demo_state, runtime.addresses, clock, runtime)
