"""The stacks of cells through the Pulumi CLI: the image that a stack has, and the update to another one."""

import json
import re
import shlex
import signal
import subprocess
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, cast

from .errors import CellsError, one_line

SETTING: Final = "citycell:serviceImage"
CONFIG_SECONDS: Final = 60.0
UPDATE_SECONDS: Final = 2 * 60 * 60.0
"""An update waits for steady services and may migrate a database; it never takes two hours."""

STOP_SECONDS: Final = 300.0
"""How long an update that was interrupted may finish the resources that it works on."""

IMAGE: Final = re.compile(r"((?P<repository>[^@\s]+)@)?(?P<digest>sha256:[0-9a-f]{64})")
"""A digest alone is in the repository of the region (`service_image` of `CityCell`)."""
STACK: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./-]{0,199}")
"""A stack, with its organization and project if they are given (Pulumi, "Stacks"). It never looks like an option."""


@dataclass
class Stacks:
    """The stacks of one program."""

    program: Path
    """The folder with `Pulumi.yaml`."""
    logs: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="citycell-promotion-")))
    """Folder of the engine's output, one file for each cell."""
    update_seconds: float = UPDATE_SECONDS
    stop_seconds: float = STOP_SECONDS
    _running: set[subprocess.Popen[bytes]] = field(default_factory=set[subprocess.Popen[bytes]])
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _stopping: bool = False

    def image(self, stack: str) -> str:
        """The image that the stack's settings name.

        Raises:
            CellsError: there is no such stack or setting, or the CLI does not answer.
        """
        if not STACK.fullmatch(stack):
            raise CellsError(f"{one_line(stack)[:80]!r} is no name of a stack: run `pulumi up` in the cell's stack")
        found = self._config(["config", "get", SETTING], stack).strip()
        if not IMAGE.fullmatch(found):
            raise CellsError(f"stack {stack}: {SETTING} is {one_line(found)[:120]!r}, which names no image by digest")
        return found

    def outputs(self, stack: str) -> dict[str, Any]:
        """The outputs of a stack.

        Raises:
            CellsError: there is no such stack, or the CLI does not answer.
        """
        if not STACK.fullmatch(stack):
            raise CellsError(f"{one_line(stack)[:80]!r} is no name of a stack; `pulumi stack ls` lists them")
        try:
            found = json.loads(self._config(["stack", "output", "--json"], stack))
        except ValueError:
            raise CellsError(f"the outputs of stack {stack} are not JSON") from None
        if not isinstance(found, dict):
            raise CellsError(f"the outputs of stack {stack} are not a JSON object")
        return cast("dict[str, Any]", found)

    def update(self, cell: str, stack: str, image: str) -> None:
        """Set the image and update the stack.

        Raises:
            CellsError: the update failed, took too long or was interrupted; the text says where its output is.
        """
        self._config(["config", "set", SETTING, image], stack)
        log = self.logs / f"{cell}.log"
        words = self._words(["up", "--yes", "--skip-preview", "--color", "never"], stack)
        with log.open("wb") as output:
            process = self._start(words, output.fileno())
            try:
                code = process.wait(timeout=self.update_seconds)
            except subprocess.TimeoutExpired:
                self._end(process)
                raise CellsError(f"the update takes over {self.update_seconds:g} s: read {log}") from None
            finally:
                with self._lock:
                    self._running.discard(process)
        if code:
            raise CellsError(f"`pulumi up` of stack {stack} failed: {_reason(log)} (all of its output: {log})")

    def stop(self) -> None:
        """Interrupt the running updates once: the engine then finishes what it works on, and saves its state."""
        with self._lock:
            self._stopping = True
            running = list(self._running)
        for process in running:
            process.send_signal(signal.SIGINT)

    def way_back(self, stack: str, image: str) -> list[str]:
        """The commands that bring a stack back to an image."""
        return [
            shlex.join(self._words(["config", "set", SETTING, image], stack, is_interactive=True)),
            shlex.join(self._words(["up"], stack, is_interactive=True)),
        ]

    def _start(self, words: Sequence[str], output: int) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._stopping:
                raise CellsError("the update was not begun, because the promotion is being stopped")
            # Ctrl-C of a terminal goes to its whole process group, and a second one makes the engine give up at once.
            process = subprocess.Popen(
                words, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
            )
            self._running.add(process)
        return process

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=self.stop_seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _config(self, words: Sequence[str], stack: str) -> str:
        command = self._words(words, stack)
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=CONFIG_SECONDS, check=False, start_new_session=True
            )
        except FileNotFoundError:
            raise CellsError("pulumi is not on PATH: install it (https://www.pulumi.com/docs/install/)") from None
        except subprocess.TimeoutExpired:
            text = f"`{shlex.join(command)}` takes over {CONFIG_SECONDS:g} s: is the state backend reachable?"
            raise CellsError(text) from None
        if done.returncode:
            lines = done.stderr.strip().splitlines() or ["no output"]
            raise CellsError(f"`{shlex.join(command)}` failed: {one_line(lines[0])}")
        return done.stdout

    def _words(self, words: Sequence[str], stack: str, *, is_interactive: bool = False) -> list[str]:
        place = [] if self.program == Path() else ["--cwd", str(self.program)]
        return ["pulumi", *words, "--stack", stack, *place, *([] if is_interactive else ["--non-interactive"])]


def _reason(log: Path) -> str:
    """The line of the engine's output that says most."""
    lines = [line.strip() for line in log.read_text(errors="replace").splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("error:")]
    return one_line((errors or lines or ["no output"])[-1])
