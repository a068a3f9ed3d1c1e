"""Runs `pulumi preview` with packs, and reads what it reports."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from .. import packs
from .configuration import part
from .errors import CheckError
from .events import Run


def preview(
    program: Path, stack: str | None, ours: Sequence[str], own: Sequence[Path], configuration: Mapping[str, Any]
) -> Run:
    """A preview of a stack, held against packs.

    Args:
        program: the folder with `Pulumi.yaml`.
        stack: its name; the selected one by default.
        ours: names of packs of this room.
        own: folders of the user's own.
        configuration: of all of them.

    Raises:
        CheckError: there is no `pulumi`.
    """
    pulumi = shutil.which("pulumi")
    if pulumi is None:
        raise CheckError("there is no `pulumi` on PATH: https://www.pulumi.com/docs/install/")
    existing = set(packs.ids())
    with tempfile.TemporaryDirectory() as folder:
        command = [pulumi, "preview", "--json", "--non-interactive", *([] if stack is None else ["--stack", stack])]
        for pack in ours:
            mine = set(packs.ids(pack))
            file = _written(Path(folder) / f"{pack}.json", part(configuration, mine.__contains__))
            command += ["--policy-pack", str(packs.folder(pack)), "--policy-pack-config", file]
        for number, path in enumerate(own):
            theirs = part(configuration, lambda rule: rule not in existing)
            file = _written(Path(folder) / f"own-{number}.json", theirs)
            command += ["--policy-pack", str(path.resolve()), "--policy-pack-config", file]
        return _run(command, program)


def _written(path: Path, configuration: Mapping[str, Any]) -> str:
    path.write_text(json.dumps(configuration), encoding="utf-8")
    return str(path)


def _run(command: Sequence[str], program: Path) -> Run:
    run = Run()
    environment = {**os.environ, "PULUMI_ENABLE_STREAMING_JSON_PREVIEW": "true", "PULUMI_SKIP_UPDATE_CHECK": "true"}
    with subprocess.Popen(
        command,
        cwd=program,
        env=environment,
        text=True,
        encoding="utf-8",
        errors="replace",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            run.read(line)
    if process.returncode != 0 and not run.violations and not run.errors:
        run.errors += run.output[-5:] or [f"`pulumi preview` ended with {process.returncode}"]
    return run
