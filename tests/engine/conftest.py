"""One engine for all engine tests, and programs that each get a backend of their own."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from local.engine import Engine, ensure_engine
from tests.engine.deployments import Deployed

PROGRAMS = Path(__file__).parent / "programs"


@pytest.fixture(scope="session")
def engine() -> Engine:
    """The engine, built on first use."""
    return ensure_engine()


@pytest.fixture
def program(engine: Engine, tmp_path: Path) -> Callable[[str], Deployed]:
    """A copy of one of the programs beside these tests."""
    assert engine.pulumi.exists()

    def copied(name: str) -> Deployed:
        target = shutil.copytree(PROGRAMS / name, tmp_path / name)
        return Deployed(target, tmp_path / "stack")

    return copied
