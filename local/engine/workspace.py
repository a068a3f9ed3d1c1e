"""A stack with its own backend, settings and engine home; the user's Pulumi login is not used."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from ..backing_services import watchdog
from ..errors import LocalError
from .events import Report
from .installation import Engine

_STOP_SECONDS = 20.0
"""Time for an interrupted engine to cancel and save its state."""


@dataclass(frozen=True)
class Workspace:
    """A program and one of its stacks, deployed by an engine against a provider on a local port."""

    engine: Engine
    program: Path
    """The folder with `Pulumi.yaml`."""
    stack: str
    folder: Path
    """The folder of the backend and the stack's settings."""
    provider_port: int
    settings: Path
    """The stack's settings, such as `settings_file` finds them."""
    components_port: int | None = None
    """The port of the provider of awsx's components, for programs that use them."""

    def prepare(self) -> None:
        """Copy the settings, and create the stack in its backend if it does not exist.

        Raises:
            LocalError: its settings are encrypted with another passphrase.
        """
        self._settings.parent.mkdir(parents=True, exist_ok=True)
        (self.folder / "backend").mkdir(exist_ok=True)
        shutil.rmtree(self.folder / "backend" / ".pulumi" / "locks", ignore_errors=True)
        salt = _salt(self._settings)
        text = self.settings.read_text()
        self._settings.write_text(
            text if not salt or _salt(self.settings) else f"{text.rstrip()}\nencryptionsalt: {salt}\n"
        )
        project = yaml.safe_load((self.program / "Pulumi.yaml").read_text())["name"]
        (self._settings.parent / "Pulumi.yaml").write_text(f"name: {project}\nruntime: python\n")
        if not list((self.folder / "backend").glob(f".pulumi/stacks/*/{self.stack}.json")):
            self._call(["stack", "init", self.stack, "--no-select"], self._settings.parent)

    def preview(self, packs: Sequence[Path], *, import_file: Path | None = None) -> Report:
        """Preview an update with policy packs; `import_file` gets what it would create, for an import instead."""
        imports = ["--import-file", str(import_file)] if import_file else []
        return self._run(["preview", *imports, *self._packs(packs)])

    def up(self, packs: Sequence[Path]) -> Report:
        """Deploy with policy packs."""
        return self._run(["up", "--yes", "--skip-preview", *self._packs(packs)])

    def destroy(self, *, exclude_protected: bool = False) -> Report:
        """Delete every resource, or every one that is neither protected nor needed by a protected one."""
        options = ["--exclude-protected"] if exclude_protected else []
        return self._run(["destroy", "--yes", "--skip-preview", *options])

    def unprotect(self) -> None:
        """Let a destroy forget protected resources. Those that are retained keep existing."""
        self._call(["state", "unprotect", "--all", "--yes", "--stack", self.stack], self.program)

    def refresh(self) -> Report:
        """Read what exists into the state."""
        return self._run(["refresh", "--yes", "--skip-preview"])

    def import_file(self, path: Path) -> Report:
        """Import the resources of a file, and generate no code for them."""
        options = ["--file", str(path), "--generate-code=false", "--protect=false"]
        return self._run(["import", "--yes", "--skip-preview", *options])

    def export(self, path: Path) -> None:
        """Write the stack's state with plain secrets, readable by this user only."""
        partial = path.with_name(f".{path.name}.partial")
        partial.unlink(missing_ok=True)
        partial.touch(mode=0o600)
        self._call(["stack", "export", "--show-secrets", "--stack", self.stack, "--file", str(partial)], self.program)
        partial.chmod(0o600)
        partial.replace(path)

    def load(self, state: dict[str, Any]) -> None:
        """Replace the stack's state by an exported one with plain secrets, which this stack then encrypts."""
        encryption = {"type": "passphrase", "state": {"salt": _salt(self._settings)}}
        document = {**state, "deployment": {**state["deployment"], "secrets_providers": encryption}}
        with tempfile.NamedTemporaryFile("w", dir=self.folder, suffix=".json") as file:
            file.write(json.dumps(document))
            file.flush()
            self._call(["stack", "import", "--stack", self.stack, "--file", file.name], self.program)

    @property
    def _settings(self) -> Path:
        # A copy, because the engine adds the salt of the stack's encryption to the settings.
        return self.folder / "settings" / f"Pulumi.{self.stack}.yaml"

    @staticmethod
    def _packs(packs: Sequence[Path]) -> list[str]:
        return [part for pack in packs for part in ("--policy-pack", str(pack))]

    def _providers(self) -> list[str]:
        components = [f"awsx:{self.components_port}"] if self.components_port else []
        return [f"aws:{self.provider_port}", *components]

    def _environment(self) -> dict[str, str]:
        """The engine's environment without the user's Pulumi variables, and with this interpreter first on PATH."""
        base = {key: value for key, value in os.environ.items() if not key.startswith("PULUMI_")}
        base["PATH"] = f"{Path(sys.executable).parent}:{base.get('PATH', '')}"
        return {
            **self.engine.environment(base),
            "PULUMI_HOME": str(self.folder / "home"),
            "PULUMI_BACKEND_URL": f"file://{self.folder / 'backend'}",
            "PULUMI_CONFIG_PASSPHRASE": os.environ.get("PULUMI_CONFIG_PASSPHRASE", "local"),
            "PULUMI_DEBUG_PROVIDERS": ",".join(self._providers()),
            "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
            "PULUMI_ENABLE_STREAMING_JSON_PREVIEW": "true",
            "PULUMI_SKIP_UPDATE_CHECK": "true",
        }

    def _call(self, arguments: Sequence[str], folder: Path) -> None:
        """Run a short command of the engine.

        Raises:
            LocalError: it failed; the message has the last line of its output.
        """
        answer = subprocess.run(
            [str(self.engine.pulumi), *arguments, "--non-interactive"],
            cwd=folder,
            env=self._environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        if answer.returncode != 0:
            said = (answer.stderr.strip() or answer.stdout.strip()).splitlines()
            raise LocalError(f"`pulumi {' '.join(arguments[:2])}` failed: {said[-1] if said else 'it printed nothing'}")

    def _run(self, arguments: Sequence[str]) -> Report:
        """Run an operation and read its events.

        Raises:
            LocalError: it failed; the message has the reason.
        """
        report = Report()
        options = ["--json", "--non-interactive", "--stack", self.stack, "--config-file", str(self._settings)]
        with self._process([*arguments, *options]) as process:
            assert process.stdout is not None
            for line in process.stdout:
                report.read(line)
            failed = process.wait() != 0
        log = self.folder / f"{arguments[0]}.log"
        log.write_text("\n".join([*report.trouble, *report.advice, *report.warnings, *report.output]) + "\n")
        if failed:
            raise LocalError(_reason(report, arguments[0], log))
        return report

    @contextmanager
    def _process(self, arguments: Sequence[str]) -> Generator[subprocess.Popen[str]]:
        """A running engine, which is interrupted and awaited if the block is left early."""
        process = subprocess.Popen(
            [str(self.engine.pulumi), *arguments],
            cwd=self.program,
            env=self._environment(),
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C reaches it only through `_stop`: a second SIGINT would kill it
        )
        with _guarded(process):
            try:
                yield process
            finally:
                _stop(process)
                assert process.stdout is not None
                process.stdout.close()


def _stop(process: subprocess.Popen[str]) -> None:
    """Interrupt an engine so that it saves its state; kill it if it does not end in time."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def _guarded(process: subprocess.Popen[str]) -> Generator[None]:
    """Let a watchdog stop the process if this one is killed."""
    command = [sys.executable, "-I", watchdog.__file__]
    with subprocess.Popen(command, stdin=subprocess.PIPE, text=True, start_new_session=True) as guard:
        assert guard.stdin is not None
        print(f"+{process.pid} {signal.SIGINT.value}", file=guard.stdin, flush=True)
        try:
            yield
        finally:
            print(f"-{process.pid}", file=guard.stdin, flush=True)


def settings_file(program: Path, stack: str) -> Path:
    """The committed settings of a stack.

    Raises:
        LocalError: the stack does not exist; the message lists those that do.
    """
    found = program / f"Pulumi.{stack}.yaml"
    if not found.is_file():
        names = sorted(path.name.split(".")[1] for path in program.glob("Pulumi.*.yaml"))
        choices = f"choose one of: {', '.join(names)}" if names else "it has none at all"
        raise LocalError(f"there is no stack {stack!r}, as {program} has no {found.name}; {choices}")
    return found


def _reason(report: Report, operation: str, log: Path) -> str:
    """The reason of a failure in short; the log has a program's whole traceback."""
    lines = report.trouble or [f"`pulumi {operation}` failed without a reason"]
    shown = (line if "Traceback" not in line else f"{line.splitlines()[-1]} (traceback: {log})" for line in lines)
    return "\n".join(dict.fromkeys(line.strip() for line in shown))


def _salt(settings: Path) -> str | None:
    """The salt of a stack's encryption, if its settings have one."""
    return (yaml.safe_load(settings.read_text()) or {}).get("encryptionsalt") if settings.exists() else None
