"""Deploys and destroys a stack with the real engine, the loopback provider and the policy packs."""

import argparse
import fcntl
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from textwrap import shorten

from rich.markup import escape

from . import awsx
from .engine import ensure_engine
from .engine.events import Report
from .engine.workspace import Workspace, settings_file
from .errors import LocalError
from .paths import ROOT, stack_dir
from .progress import note, step
from .provider import serving

CLOUD = "cloud.sqlite"
"""File of what exists in the stack's cloud, beside its backend. It has plain secrets and mode 0600, as `state.json`."""


@dataclass(frozen=True)
class DeployResult:
    """The result of a deploy."""

    state_path: Path
    """The exported state, for `local.state.load_state`."""
    summary: Mapping[str, int]
    """Resources by operation of the preview: `create`, `same`, `update`, `replace`, `delete`."""
    seconds: float
    """Duration in seconds, engine set-up included."""
    steps: Mapping[str, str]
    """The operation of each resource of the preview by URN; `replace` for a replacement."""


def deploy(
    stack: str,
    *,
    export: Path | None = None,
    program: Path = ROOT,
    packs: Sequence[Path] | None = None,
    folder: Path | None = None,
) -> DeployResult:
    """Preview and deploy a stack, and export its state.

    Args:
        stack: the name, as in `Pulumi.<stack>.yaml`.
        export: the file for the state; by default `state.json` in the stack's folder.
        program: the folder with `Pulumi.yaml`.
        packs: policy packs to run; by default every `policies/*/PulumiPolicy.yaml`.
        folder: the folder of backend and settings; by default the stack's folder in this checkout.

    Raises:
        LocalError: the stack or the engine is missing, the program failed, or a mandatory policy was violated.
    """
    began = time.monotonic()
    state = export or (folder or stack_dir(stack)) / "state.json"
    with working_on(stack, program, folder) as workspace:
        attached = policy_packs() if packs is None else list(packs)
        with step(f"Previewing {stack} ({len(attached)} policy packs)"):
            preview = workspace.preview(attached)
            _print(preview)
        with step(f"Deploying {stack}"):
            workspace.up(attached)
            workspace.export(state)
    return DeployResult(state, preview.counts, time.monotonic() - began, preview.steps)


def preview(stack: str, *, program: Path = ROOT, folder: Path | None = None) -> Report:
    """Preview an update of a stack, without policy packs.

    Raises:
        LocalError: the stack or the engine is missing, or the program failed.
    """
    with working_on(stack, program, folder) as workspace, step(f"Previewing {stack}"):
        return workspace.preview([])


def destroy(stack: str, *, program: Path = ROOT, folder: Path | None = None) -> Mapping[str, int]:
    """Delete all resources of a stack and its exported state; returns the counts by operation.

    Raises:
        LocalError: the stack or the engine is missing, or a resource is protected.
    """
    with working_on(stack, program, folder) as workspace, step(f"Destroying {stack}"):
        report = workspace.destroy()
        ((folder or stack_dir(stack)) / "state.json").unlink(missing_ok=True)
    return report.counts


def refresh(stack: str, *, program: Path = ROOT, folder: Path | None = None) -> Mapping[str, int]:
    """Read what the cloud has into the state; returns the counts by operation.

    Raises:
        LocalError: the stack or the engine is missing.
    """
    with working_on(stack, program, folder) as workspace, step(f"Refreshing {stack}"):
        report = workspace.refresh()
        workspace.export((folder or stack_dir(stack)) / "state.json")
    return report.counts


def import_file(stack: str, file: Path, *, program: Path = ROOT, folder: Path | None = None) -> Mapping[str, int]:
    """Import the resources of a file, as `pulumi import --file` does; returns the counts by operation.

    Raises:
        LocalError: the stack or the engine is missing, or the cloud has no such resource.
    """
    with working_on(stack, program, folder) as workspace, step(f"Importing into {stack}"):
        return workspace.import_file(file).counts


def policy_packs() -> list[Path]:
    """The policy packs of this checkout."""
    return sorted(path.parent for path in ROOT.glob("policies/*/PulumiPolicy.yaml"))


@contextmanager
def working_on(stack: str, program: Path, folder: Path | None, *, settings: Path | None = None) -> Generator[Workspace]:
    """A locked and prepared stack with a provider to deploy against, for operations that have no function here.

    Args:
        stack: the name.
        program: the folder with `Pulumi.yaml`.
        folder: the folder of backend and settings; by default the stack's folder in this checkout.
        settings: the stack's settings; by default `Pulumi.<stack>.yaml` of the program.

    Raises:
        LocalError: the stack or the engine is missing, or another process works on the stack.
    """
    source = settings or settings_file(program, stack)
    engine = ensure_engine()
    place = folder or stack_dir(stack)
    with _locked(place, stack), serving(place / CLOUD) as port, awsx.serving() as components_port:
        workspace = Workspace(engine, program, stack, place / "engine", port, source, components_port)
        workspace.prepare()
        yield workspace


@contextmanager
def _locked(folder: Path, stack: str) -> Generator[None]:
    """Lock a stack against other deploys."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".deploy.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LocalError(f"stack {stack} is being deployed or destroyed by another process: wait for it") from None
        yield


def _print(report: Report) -> None:
    counts = ", ".join(f"{count} {operation}" for operation, count in sorted(report.counts.items()))
    note(f"{sum(report.counts.values())} resources: {counts}")
    for line in report.advice:
        # An advisory policy may list every unknown value of a preview; the log has the whole message.
        note(escape(shorten(f"advice: {line}", 160, placeholder=" …")))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of `python -m local deploy`."""
    parser.add_argument("stack", help="as in Pulumi.<stack>.yaml")
    parser.add_argument("--export", type=Path, metavar="FILE", help="file for the state (contains secrets: mode 0600)")


def run(arguments: argparse.Namespace) -> int:
    """Deploy, and print the preview's counts."""
    result = deploy(arguments.stack, export=arguments.export)
    for operation, count in sorted(result.summary.items()):
        print(f"{operation}: {count}")
    note(f"state: {result.state_path}")
    return 0
