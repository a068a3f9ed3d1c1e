"""A program of the engine tests and its one stack."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local.deploy import CLOUD, destroy, import_file, preview, refresh, working_on
from local.engine.events import Report
from local.state import Resource, StackState, load_state


@dataclass(frozen=True)
class Deployed:
    """A stack of a program with its own folder."""

    program: Path
    folder: Path
    stack: str = "test"

    def deploy(self, packs: Sequence[Path] = ()) -> Report:
        """Deploy without a preview before, which would take as long again: `preview` is there for what it shows."""
        with working_on(self.stack, self.program, self.folder) as workspace:
            report = workspace.up(packs)
            workspace.export(self.folder / "state.json")
        return report

    def preview(self) -> Report:
        """Preview an update."""
        return preview(self.stack, program=self.program, folder=self.folder)

    def destroy(self) -> Mapping[str, int]:
        """Delete all resources."""
        return destroy(self.stack, program=self.program, folder=self.folder)

    def refresh(self) -> Mapping[str, int]:
        """Read what the cloud has into the state."""
        return refresh(self.stack, program=self.program, folder=self.folder)

    def import_file(self, file: Path) -> Mapping[str, int]:
        """Import the resources of a file."""
        return import_file(self.stack, file, program=self.program, folder=self.folder)

    @property
    def cloud(self) -> Path:
        """The file of what exists, also after a destroy."""
        return self.folder / CLOUD

    def settings(self, text: str) -> None:
        """Replace the stack's settings."""
        (self.program / f"Pulumi.{self.stack}.yaml").write_text(text)

    @property
    def state(self) -> StackState:
        """The exported state."""
        return load_state(self.folder / "state.json")

    def resource(self, name: str) -> Resource:
        """The only resource with a name."""
        (found,) = (item for item in self.state.resources if item.name == name and not item.type.startswith("pulumi:"))
        return found

    @property
    def outputs(self) -> Mapping[str, Any]:
        """The stack's outputs."""
        return self.state.outputs
