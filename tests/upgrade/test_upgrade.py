"""An update of a stack that a release deployed keeps its data."""

from pathlib import Path
from typing import Any

import pytest

from tests.upgrade.releases import STACKS, Recording, losses, recordings

TABLE = "aws:dynamodb/table:Table"


def previewed(recording: Recording, folder: Path, state: dict[str, Any]) -> list[str]:
    """The losses of a preview on a state."""
    return losses(state, recording.preview(folder, state).sequence)


def test_every_stack_of_a_release_is_recorded() -> None:
    """Each version has all stacks, and there is at least one version."""
    versions = {recording.version for recording in recordings()}
    assert versions
    assert {(version, stack) for version in versions for stack in STACKS} == {
        (recording.version, recording.stack) for recording in recordings()
    }


@pytest.mark.engine
@pytest.mark.timeout(600)
@pytest.mark.parametrize("recording", recordings(), ids=lambda item: f"{item.version}-{item.stack}")
def test_an_update_replaces_nothing_stateful(recording: Recording, tmp_path: Path) -> None:
    """The current code, previewed on the state of a release with its settings, deletes and replaces no data."""
    assert previewed(recording, tmp_path, recording.state()) == []


@pytest.mark.engine
@pytest.mark.timeout(600)
def test_a_replaced_table_is_found(tmp_path: Path) -> None:
    """If a release had made a table with another key, the preview on its state has the replacement as a loss."""
    recording = next(item for item in recordings() if item.stack == "demo")
    state = recording.state()
    table = next(item for item in state["deployment"]["resources"] if item["type"] == TABLE)
    for values in (table["inputs"], table["outputs"]):
        values["hashKey"] = "another"
    assert [loss for loss in previewed(recording, tmp_path, state) if loss.endswith(table["urn"])]
