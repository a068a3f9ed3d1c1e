"""What a release deployed and wrote, kept to compare the current code with it: states of stacks, and events.

`python -m tests.upgrade.releases` deploys the stacks of this checkout on the loopback provider, replays a day through
the demo city, and keeps states, settings, events and their schemas as those of the version in `pyproject.toml`. Run it
once for each release, on its commit.
"""

import argparse
import gzip
import json
import shutil
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from components.core.changes import stateful_types
from local.deploy import deploy, working_on
from local.engine.events import Report
from local.engine.workspace import settings_file
from local.errors import LocalError
from local.paths import ROOT
from tests.upgrade import events

FOLDER: Final = Path(__file__).parent / "recorded"
STACKS: Final = ("demo", "madrid")
"""A disposable city and a protected one with everything."""

OF_A_RUN: Final = ("created", "modified", "sourcePosition", "stackTrace")
"""Fields of a resource that tell where and when it was made. No preview reads them."""

LOSES: Final = ("replace", "delete", "discard", "create-replacement", "delete-replaced")
"""Operations of the engine after which a resource's data is gone."""


@dataclass(frozen=True)
class Recording:
    """One stack as a release deployed it."""

    version: str
    stack: str

    @property
    def settings(self) -> Path:
        """Its settings at that time."""
        return FOLDER / self.version / f"Pulumi.{self.stack}.yaml"

    @property
    def file(self) -> Path:
        """Its state."""
        return FOLDER / self.version / f"{self.stack}.json.gz"

    def state(self) -> dict[str, Any]:
        """The exported state, with plain secrets of the loopback provider."""
        return json.loads(gzip.decompress(self.file.read_bytes()))

    def preview(self, folder: Path, state: dict[str, Any]) -> Report:
        """Preview the current code on a state of the stack, with the recorded settings."""
        with working_on(self.stack, ROOT, folder, settings=self.settings) as workspace:
            workspace.load(state)
            return workspace.preview([])


def recordings() -> list[Recording]:
    """All kept recordings, by version and stack."""
    files = sorted(FOLDER.glob("*/*.json.gz"))
    return [Recording(file.parent.name, file.name.removesuffix(".json.gz")) for file in files]


def holds_data(resource: Mapping[str, Any]) -> bool:
    """Whether a resource's replacement loses data: its type is stateful, or it is protected or retained."""
    kept = resource.get("protect") or resource.get("retainOnDelete")
    return bool(kept) or resource["type"] in stateful_types()


def losses(state: Mapping[str, Any], steps: Sequence[tuple[str, str]]) -> list[str]:
    """The operations of a preview, as (operation, URN), that would lose data of a recorded state."""
    stateful = {item["urn"] for item in state["deployment"]["resources"] if holds_data(item)}
    return sorted({f"{operation} {urn}" for operation, urn in steps if operation in LOSES and urn in stateful})


def stripped(state: dict[str, Any]) -> dict[str, Any]:
    """An exported state without what belongs to one run or one machine."""
    state["deployment"].pop("secrets_providers", None)
    for resource in state["deployment"]["resources"]:
        for field in OF_A_RUN:
            resource.pop(field, None)
    return state


def record(version: str) -> list[Path]:
    """Deploy the stacks, replay a day, and keep states and events as those of a version.

    Raises:
        LocalError: the version has a recording, or a deploy failed.
    """
    folder = FOLDER / version
    if folder.exists():
        raise LocalError(f"version {version} is recorded: raise the version in pyproject.toml, or remove {folder.name}")
    with tempfile.TemporaryDirectory() as scratch:
        paths = {stack: deploy(stack, folder=Path(scratch) / stack).state_path for stack in STACKS}
        states = {stack: stripped(json.loads(path.read_text())) for stack, path in paths.items()}
        values = events.written(paths["demo"], Path(scratch) / "cell")
    folder.mkdir(parents=True)
    events.keep(folder, values)
    for stack, state in states.items():
        recording = Recording(version, stack)
        recording.file.write_bytes(gzip.compress(json.dumps(state, separators=(",", ":")).encode(), mtime=0))
        shutil.copyfile(settings_file(ROOT, stack), recording.settings)
    return sorted(folder.iterdir())


def main() -> int:
    """Record the version of `pyproject.toml`."""
    argparse.ArgumentParser(prog="python -m tests.upgrade.releases", description=record.__doc__).parse_args()
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    try:
        for path in record(version):
            print(path.relative_to(ROOT))
    except LocalError as error:
        print(f"error: {error}")
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
