"""Builds the engine from the Go module proxy, pinned by `go.mod` and `go.sum` in this folder."""

import fcntl
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ..errors import LocalError
from ..progress import note, step

PACKAGE = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
SDK_MODULE = "github.com/pulumi/pulumi/sdk/v3"
START_SCRIPT = "pulumi-language-python-exec"
"""The script of the SDK's Go module that starts a Python program."""

HOST_LAUNCHER = """#!/bin/sh
# The engine starts this file. All checkouts share it; interpreter and host belong to one checkout.
exec "$CITYCELL_PYTHON" -P "$CITYCELL_LANGUAGE_HOST" "$@"
"""

_HERE = Path(__file__).resolve().parent
_OLDEST_GO = "1.25.11"
_OTHERWISE = "or install Pulumi from https://www.pulumi.com/docs/install"
_NOTE_SECONDS = 10.0


def build(folder: Path, version: str) -> None:
    """Build `pulumi` and write the launcher and start script of its language host; existing files are kept.

    An interrupted build resumes, because Go caches each package. Files are written atomically.

    Raises:
        LocalError: Go is missing or too old, or the build failed.
    """
    with _locked(folder):
        _write(folder / "pulumi-language-python", HOST_LAUNCHER.encode())
        if not (folder / "pulumi").exists():
            go = _go()
            with step(f"Building the Pulumi engine {version} from source (once per machine)"):
                _compile(go, folder / "pulumi", version)
        if not (folder / START_SCRIPT).exists():
            sdk = _output([_go(), "list", "-m", "-f", "{{.Dir}}", SDK_MODULE])
            _write(folder / START_SCRIPT, Path(sdk, "python", "cmd", START_SCRIPT).read_bytes())


def _compile(go: str, target: Path, version: str) -> None:
    began = time.monotonic()
    modules = len(re.findall(r"^\t\S+ v", (_HERE / "go.mod").read_text(), re.MULTILINE))
    packages = _run(
        [go, "list", "-deps", PACKAGE],
        _Counter(began, modules, "modules fetched", counts=lambda line: line.startswith("go: downloading")),
    )
    partial = target.with_suffix(".partial")
    linked = f"-s -w -X {SDK_MODULE}/go/common/version.Version=v{version}"
    _run(
        [go, "build", "-v", "-trimpath", "-ldflags", linked, "-o", str(partial), PACKAGE],
        _Counter(began, len(packages), "packages compiled", counts=lambda line: " " not in line),
    )
    partial.replace(target)


class _Counter:
    """Counts lines of the Go command's standard error and prints the progress periodically."""

    def __init__(self, began: float, total: int, unit: str, *, counts: Callable[[str], bool]) -> None:
        self._began, self._total, self._unit, self._counts = began, total, unit, counts
        self._count = 0
        self._noted = time.monotonic()

    def count(self, line: str) -> None:
        self._count += self._counts(line)
        now = time.monotonic()
        if now - self._noted >= _NOTE_SECONDS:
            self._noted = now
            note(f"{self._count} of at most {self._total} {self._unit}, {now - self._began:.0f} s")


def _run(command: Sequence[str], counter: _Counter) -> list[str]:
    """Run a Go command and print its progress; returns the lines of its standard output.

    Raises:
        LocalError: the command failed; the message has its last line.
    """
    last = ""
    with tempfile.TemporaryFile("w+") as answer:
        process = subprocess.Popen(command, cwd=_HERE, text=True, stdout=answer, stderr=subprocess.PIPE)
        try:
            assert process.stderr is not None
            for line in process.stderr:
                last = line.strip() or last
                counter.count(line.strip())
            if process.wait() != 0:
                raise LocalError(f"building the Pulumi engine failed: {last}; {_OTHERWISE}")
        finally:
            process.kill()
            process.wait()
        answer.seek(0)
        return answer.read().splitlines()


def _go() -> str:
    """The Go command.

    Raises:
        LocalError: Go is missing, or too old and not allowed to download a newer version.
    """
    go = shutil.which("go")
    if go is None:
        raise LocalError(f"neither Pulumi nor Go is on PATH: install Go {_OLDEST_GO} or newer; {_OTHERWISE}")
    # In the folder of `go.mod`, Go downloads and uses the version that it requires, unless GOTOOLCHAIN forbids it.
    version = _output([go, "env", "GOVERSION"])
    if _parts(version) < _parts(_OLDEST_GO):
        raise LocalError(f"{version} is older than Go {_OLDEST_GO}: upgrade it, or set GOTOOLCHAIN=auto; {_OTHERWISE}")
    return go


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])


def _output(command: Sequence[str]) -> str:
    """The standard output of a short Go command.

    Raises:
        LocalError: the command failed.
    """
    answer = subprocess.run(command, cwd=_HERE, capture_output=True, text=True, check=False)
    if answer.returncode != 0:
        reason = answer.stderr.strip().splitlines()[-1:]
        raise LocalError(f"`go {' '.join(command[1:])}` failed: {' '.join(reason)}; {_OTHERWISE}")
    return answer.stdout.strip()


def _write(path: Path, content: bytes) -> None:
    """Write an executable atomically, unless it exists with this content."""
    if path.exists() and path.read_bytes() == content:
        return
    partial = path.with_suffix(".partial")
    partial.write_bytes(content)
    partial.chmod(0o755)
    partial.replace(path)


@contextmanager
def _locked(folder: Path) -> Generator[None]:
    """Lock the folder; a second process waits and then finds everything built."""
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            note("another process is building the engine: waiting for it")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
