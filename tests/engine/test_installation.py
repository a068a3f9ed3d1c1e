"""Which engine is used, and the errors if there is none."""

import os
import stat
from pathlib import Path

import pytest

from local.engine import from_source, installation
from local.errors import LocalError


def command(folder: Path, name: str, answer: str) -> None:
    """An executable that prints one line."""
    path = folder / name
    path.write_text(f"#!/bin/sh\necho '{answer}'\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


@pytest.mark.parametrize(
    ("version", "host", "used"),
    [("v3.259.0", True, True), ("v4.0.1", True, True), ("v3.258.9", True, False), ("v3.300.0", False, False)],
)
def test_an_engine_on_path_is_used_when_it_is_new_enough(
    version: str, host: bool, used: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It needs the pinned version and its Python host on PATH, and gets no additional variables."""
    command(tmp_path, "pulumi", version)
    if host:
        command(tmp_path, "pulumi-language-python", "")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    found = installation.installed_engine()
    assert (found is not None) == used
    if found is not None:
        assert found.pulumi == tmp_path / "pulumi"
        assert found.variables == {}


@pytest.mark.parametrize(
    ("go", "expected"),
    [
        (None, r"neither Pulumi nor Go is on PATH: install Go 1\.25\.11 or newer"),
        ("go1.20.1", r"go1\.20\.1 is older than Go 1\.25\.11"),
    ],
)
def test_without_go_the_error_says_what_to_install(
    go: str | None, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line, and no incomplete engine."""
    if go:
        command(tmp_path, "go", go)
    monkeypatch.setenv("PATH", str(tmp_path))
    cache = tmp_path / "cache"
    cache.mkdir()
    with pytest.raises(LocalError, match=expected) as problem:
        from_source.build(cache, installation.PINNED_VERSION)
    assert len(str(problem.value).splitlines()) == 1
    assert not (cache / "pulumi").exists()


def test_a_failed_build_leaves_no_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error has the compiler's last line, and the next run builds again."""
    script = tmp_path / "go"
    script.write_text(
        '#!/bin/sh\ncase "$1" in env) echo go1.26.0;; list) echo a;; *) echo "disk is full" >&2; exit 1;; esac\n'
    )
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    cache = tmp_path / "cache"
    cache.mkdir()
    with pytest.raises(LocalError, match="building the Pulumi engine failed: disk is full"):
        from_source.build(cache, installation.PINNED_VERSION)
    assert not (cache / "pulumi").exists()


def test_the_pins_agree() -> None:
    """The Go module builds the pinned version, and the minimum Go version is that of the module."""
    module = (Path(from_source.__file__).parent / "go.mod").read_text()
    assert f"{from_source.SDK_MODULE} v{installation.PINNED_VERSION}" in module
    assert "go 1.25.11\n" in module


@pytest.mark.engine
def test_a_built_engine_is_not_built_again() -> None:
    """A second call does not change the engine."""
    first = installation.built_engine()
    before = first.pulumi.stat().st_mtime_ns
    assert installation.built_engine() == first
    assert first.pulumi.stat().st_mtime_ns == before
