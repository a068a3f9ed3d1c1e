"""Runs `pulumi preview` with packs and reads its events."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from .. import packs
from .asking import interpreter, last_words
from .configuration import part, part_of_own
from .errors import CheckError
from .events import Run

_LAST = 20
"""Number of output lines that are reported of a preview that failed without an error."""


def preview(
    program: Path,
    stack: str | None,
    ours: Sequence[str],
    own: Mapping[Path, Collection[str] | None],
    configuration: Mapping[str, Any],
) -> Run:
    """A preview of a stack with packs.

    Args:
        program: the folder with `Pulumi.yaml`.
        stack: the stack's name; the selected stack by default.
        ours: names of packs of this package.
        own: folders of custom packs, each with its policies if it could be asked.
        configuration: the configuration of all packs.

    Raises:
        CheckError: `pulumi` is missing or cannot start.
    """
    pulumi = shutil.which("pulumi")
    if pulumi is None:
        raise CheckError("`pulumi` is not on PATH; install it: https://www.pulumi.com/docs/install/")
    with tempfile.TemporaryDirectory() as folder:
        command = [pulumi, "preview", "--json", "--non-interactive", *([] if stack is None else ["--stack", stack])]
        for pack in ours:
            mine = set(packs.ids(pack))
            file = _written(Path(folder) / f"{pack}.json", part(configuration, mine.__contains__))
            command += ["--policy-pack", str(packs.folder(pack)), "--policy-pack-config", file]
        for number, (path, policies) in enumerate(own.items()):
            file = _written(Path(folder) / f"own-{number}.json", part_of_own(configuration, policies))
            command += ["--policy-pack", str(path.resolve()), "--policy-pack-config", file]
        run = _run(command, program)
    for path in [*map(packs.folder, ours), *own]:
        if any(f'"{path.resolve()}" failed to start' in line for line in run.errors):
            run.errors += last_words(path)
    return run


def _written(path: Path, configuration: Mapping[str, Any]) -> str:
    path.write_text(json.dumps(configuration), encoding="utf-8")
    return str(path)


def _run(command: Sequence[str], program: Path) -> Run:
    run = Run()
    environment = {
        **os.environ,
        "PULUMI_ENABLE_STREAMING_JSON_PREVIEW": "true",
        "PULUMI_SKIP_UPDATE_CHECK": "true",
        "PULUMI_PYTHON_CMD": interpreter(),
    }
    try:
        process = subprocess.Popen(
            command,
            cwd=program,
            env=environment,
            text=True,
            encoding="utf-8",
            errors="replace",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
    except OSError as error:
        raise CheckError(f"{command[0]}: cannot start: {error.strerror}") from error
    with process:
        assert process.stdout is not None
        for line in process.stdout:
            run.read(line)
    if not run.errors:
        run.errors += _unexplained(run, process.returncode)
    return run


def _unexplained(run: Run, status: int) -> list[str]:
    """The error of a preview that reported none: it failed, or it ended without a summary."""
    stopped = any(finding.mandatory for finding in run.findings)
    if status != 0 and not (stopped and run.summarized):
        return [*run.output[-_LAST:], f"`pulumi preview` exited with code {status}"]
    if not run.summarized:
        return [*run.output[-_LAST:], "`pulumi preview` ended without its summary"]
    return []
