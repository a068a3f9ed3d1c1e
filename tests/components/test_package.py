"""What functions are made of: complete, the same every time, and pinned as the lock says."""

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pulumi
import pytest

from components import package

ROOT = Path(__file__).parents[2]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project to build in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def archive_of(folder: str) -> Path:
    """The archive of one function, built in the current folder."""
    archive = package.function_code(folder)
    assert isinstance(archive, pulumi.FileArchive)
    return Path(archive.path)


@pytest.mark.usefixtures("project")
def test_an_archive_holds_its_function_and_what_it_shares() -> None:
    """The function, the common part and the domain, laid out as the handler's name says; no other function."""
    with zipfile.ZipFile(archive_of("connect")) as archive:
        names = set(archive.namelist())
    assert {
        "lambdas/__init__.py",
        "lambdas/connect/handler.py",
        "lambdas/common/logs.py",
        "delivery/events.py",
    } <= names
    assert {"lambdas", "delivery"} == {name.split("/")[0] for name in names}
    assert {"connect", "common", "__init__.py"} == {name.split("/")[1] for name in names if name.startswith("lambdas/")}
    assert [name for name in names if "__pycache__" in name] == []


@pytest.mark.usefixtures("project")
def test_an_archive_is_the_same_every_time() -> None:
    """Neither the clock nor a file's age changes a byte."""
    path = archive_of("subscribe")
    first = path.read_bytes()
    os.utime(ROOT / "lambdas" / "subscribe" / "handler.py")
    archive_of("subscribe")
    assert first == path.read_bytes()


def test_an_archive_can_be_imported_by_itself(project: Path) -> None:
    """Unpacked alone, the handler's module is found: nothing of the checkout is missing in it."""
    with zipfile.ZipFile(archive_of("project_orders")) as archive:
        archive.extractall(project / "code")
    command = [sys.executable, "-c", "import lambdas.project_orders.handler as h; print(h.handle.__name__)"]
    done = subprocess.run(command, cwd=project / "code", capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("handle\n", 0), done.stderr


@pytest.mark.usefixtures("project")
def test_a_function_without_a_folder_is_refused() -> None:
    """The error names the function."""
    with pytest.raises(pulumi.RunError, match="'lunch' has no folder"):
        package.function_code("lunch")


def test_the_layer_is_pinned_as_the_lock_says() -> None:
    """Every requirement of the layer has the version that `uv.lock` tests, and a hash."""
    text = (ROOT / "lambdas" / "requirements.txt").read_text()
    pins = dict(re.findall(r"^([\w-]+)==([\w.]+)", text, re.MULTILINE))
    locked = {item["name"]: item["version"] for item in tomllib.loads((ROOT / "uv.lock").read_text())["package"]}
    assert {"confluent-kafka", "msgspec", "valkey", "aws-lambda-powertools"} <= pins.keys()
    assert pins == {name: locked[name] for name in pins}
    assert len(pins) <= text.count("--hash=sha256:")


def installation(monkeypatch: pytest.MonkeyPatch, *, told: str = "", path: str = "") -> list[str]:
    """The command that fills a layer when uv has told where it is, or stands on PATH."""
    monkeypatch.setenv("UV", told)
    monkeypatch.setenv("PATH", path)
    return package._installation(Path("requirements.txt"), Path("layer"))  # pyright: ignore[reportPrivateUsage]


def test_a_layer_is_filled_with_the_uv_that_runs_us(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The uv of the project's own folder is on nobody's PATH, but tells its children where it is."""
    assert installation(monkeypatch, told="/tools/uv")[:2] == ["/tools/uv", "pip"]
    uv = tmp_path / "uv"
    uv.touch(mode=0o755)
    assert [str(uv), "pip"] == installation(monkeypatch, path=str(tmp_path))[:2]


def test_without_uv_a_layer_is_filled_with_pip(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment made by `python -m venv` has pip; without both, one sentence says what to install."""
    monkeypatch.setattr(package, "find_spec", {"pip": True}.get)
    assert [sys.executable, "-m", "pip"] == installation(monkeypatch)[:3]
    monkeypatch.setattr(package, "find_spec", {}.get)
    with pytest.raises(pulumi.RunError, match="no pip and there is no uv on PATH; install either"):
        installation(monkeypatch)
