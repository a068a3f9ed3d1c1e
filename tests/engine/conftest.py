"""One engine for all engine tests, and programs with separate backends."""

import shutil
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from local.engine import Engine, ensure_engine
from local.paths import ROOT
from tests.engine.deployments import Deployed

PROGRAMS = Path(__file__).parent / "programs"


@pytest.fixture(scope="session")
def engine() -> Engine:
    """The engine, built on first use."""
    return ensure_engine()


@pytest.fixture(scope="session")
def citycell(tmp_path_factory: pytest.TempPathFactory) -> Generator[Path]:
    """This checkout as programs see it: `from citycell import …` as with the wheel, and its rooms by their names."""
    shim = tmp_path_factory.mktemp("checkout")
    (shim / "citycell").symlink_to(ROOT / "components", target_is_directory=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", f"{shim}:{ROOT}")
        yield shim


@pytest.fixture
def program(programs: Callable[[str], Deployed]) -> Callable[[str], Deployed]:
    """A copy of one of the programs beside these tests, for one test."""
    return programs


@pytest.fixture(scope="session")
def programs(engine: Engine, citycell: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Deployed]:
    """Copies of the test programs, each with its own backend."""
    assert engine.pulumi.exists()
    assert citycell.exists()

    def copied(name: str) -> Deployed:
        folder = tmp_path_factory.mktemp(name)
        return Deployed(shutil.copytree(PROGRAMS / name, folder / name), folder / "stack")

    return copied
