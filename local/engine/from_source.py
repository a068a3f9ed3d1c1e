"""Building the engine from the Go module proxy: pinned by `go.mod` and `go.sum` beside this file."""

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
"""Part of the SDK's Go module: what starts a Python program."""

HOST_LAUNCHER = """#!/bin/sh
# Started by the engine. The interpreter and the host belong to a checkout, this folder to the machine.
exec "$CITYCELL_PYTHON" -P "$CITYCELL_LANGUAGE_HOST" "$@"
"""

_HERE = Path(__file__).resolve().parent
_OLDEST_GO = "1.25.11"
_OTHERWISE = "or install Pulumi from https://www.pulumi.com/docs/install"
_NOTE_SECONDS = 10.0


def build(folder: Path, version: str) -> None:
    """Make `pulumi`, its language host's launcher and start script stand in `folder`; what stands is kept.

    An interrupted build goes on where it stopped, because Go caches each package; files appear whole or not at all.

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
    """Counts lines of the Go command's standard error, and says now and then how far it is."""

    def __init__(self, began: float, total: int, unit: str, *, counts: Callable[[str], bool]) -> None:
        self._began, self._total, self._unit, self._counts = began, total, unit, counts
        self._count = 0
        self._noted = time.monotonic()

    def see(self, line: str) -> None:
        self._count += self._counts(line)
        now = time.monotonic()
        if now - self._noted >= _NOTE_SECONDS:
            self._noted = now
            note(f"{self._count} of at most {self._total} {self._unit}, {now - self._began:.0f} s")


def _run(command: Sequence[str], counter: _Counter) -> list[str]:
    """Run a Go command, showing progress; its standard output by lines.

    Raises:
        LocalError: the command failed; the text is its last line.
    """
    last = ""
    with tempfile.TemporaryFile("w+") as answer:
        process = subprocess.Popen(command, cwd=_HERE, text=True, stdout=answer, stderr=subprocess.PIPE)
        try:
            assert process.stderr is not None
            for line in process.stderr:
                last = line.strip() or last
                counter.see(line.strip())
            if process.wait() != 0:
                raise LocalError(f"building the Pulumi engine failed: {last}; {_OTHERWISE}")
        finally:
            process.kill()
            process.wait()
        answer.seek(0)
        return answer.read().splitlines()


def _go() -> str:
    """The Go command, which is new enough.

    Raises:
        LocalError: there is none, or it is too old and may not fetch a newer one.
    """
    go = shutil.which("go")
    if go is None:
        raise LocalError(f"there is neither Pulumi nor Go on PATH: install Go {_OLDEST_GO} or newer; {_OTHERWISE}")
    # Asked inside the module, where Go switches to (and fetches) the version that `go.mod` wants unless told not to.
    version = _output([go, "env", "GOVERSION"])
    if _parts(version) < _parts(_OLDEST_GO):
        raise LocalError(
            f"the engine needs Go {_OLDEST_GO} and here is {version}: renew it, or set GOTOOLCHAIN=auto; {_OTHERWISE}"
        )
    return go


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])


def _output(command: Sequence[str]) -> str:
    """The standard output of a short Go command.

    Raises:
        LocalError: it failed.
    """
    answer = subprocess.run(command, cwd=_HERE, capture_output=True, text=True, check=False)
    if answer.returncode != 0:
        reason = answer.stderr.strip().splitlines()[-1:]
        raise LocalError(f"`{' '.join(command[1:])}` of Go failed: {' '.join(reason)}; {_OTHERWISE}")
    return answer.stdout.strip()


def _write(path: Path, content: bytes) -> None:
    """Put an executable in place whole, unless it is there as it should be."""
    if path.exists() and path.read_bytes() == content:
        return
    partial = path.with_suffix(".partial")
    partial.write_bytes(content)
    partial.chmod(0o755)
    partial.replace(path)


@contextmanager
def _locked(folder: Path) -> Generator[None]:
    """Hold the folder alone; a second process waits and then finds everything there."""
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            note("another process is building the engine: waiting for it")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
