"""A kept cell that was destroyed: what still exists, how the next update collides with it, and how it comes back."""

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from local.deploy import working_on
from local.errors import LocalError
from local.provider.cloud import opened
from tests.components.recording import REGION
from tests.engine.deployments import Deployed

pytestmark = [pytest.mark.engine, pytest.mark.timeout(900)]

Program = Callable[[str], Deployed]

KEPT = {"disposable": False, "cell": "lisbon"}
TABLE, BUCKET = "aws:dynamodb/table:Table", "aws:s3/bucket:Bucket"
IDS = {TABLE: "lisbon-t", BUCKET: "name"}


@pytest.fixture
def kept(program: Program) -> Deployed:
    """A table and a bucket of a cell that is not disposable, with data."""
    deployed = program("parts")
    value = json.dumps([["Tables", KEPT], ["Bucket", KEPT]])
    deployed.settings(json.dumps({"config": {"aws:region": REGION, "parts:parts": value}}))
    deployed.deploy()
    with opened(deployed.cloud) as cloud:
        for item in cloud.all():
            cloud.put(dataclasses.replace(item, properties={**item.properties, "records": 7}))
    return deployed


def standing(deployed: Deployed) -> dict[str, Any]:
    """Type to id and records of everything that exists."""
    with opened(deployed.cloud) as cloud:
        return {item.token: (item.id, item.properties.get("records")) for item in cloud.all()}


def forget(deployed: Deployed) -> None:
    """Destroy the stack without its retained resources."""
    with working_on("test", deployed.program, deployed.folder) as workspace:
        workspace.unprotect()
        workspace.destroy()


def test_a_protected_cell_is_not_destroyed(kept: Deployed) -> None:
    """A plain destroy stops at what is protected."""
    with pytest.raises(LocalError, match="protected"):
        kept.destroy()


def test_a_cell_rests_and_wakes(kept: Deployed) -> None:
    """A destroy without protected resources leaves them in the state, so that the next update continues with them."""
    before = standing(kept)
    with working_on("test", kept.program, kept.folder) as workspace:
        workspace.destroy(exclude_protected=True)
    assert {token: before[token] for token in IDS} == standing(kept)
    assert kept.deploy().counts.keys() <= {"create", "same"}
    assert {token: before[token] for token in IDS} == {token: standing(kept)[token] for token in IDS}


def test_a_forgotten_cell_collides_and_is_imported(kept: Deployed) -> None:
    """Its names are taken, as AWS says; the engine's own import file with ids brings the data back."""
    before = {token: found for token, found in standing(kept).items() if token in IDS}
    forget(kept)
    assert before == standing(kept)

    with pytest.raises(LocalError) as collision:
        kept.deploy()
    assert "CreateTable: ResourceInUseException: lisbon-t already exists" in str(collision.value)
    assert "CreateBucket: BucketAlreadyOwnedByYou" in str(collision.value)
    forget(kept)

    kept.import_file(import_file(kept, {token: identifier for token, (identifier, _) in before.items()}))
    assert "replace" not in kept.deploy().counts
    assert before == {token: standing(kept)[token] for token in before}
    assert list(kept.deploy().counts) == ["same"]


def import_file(deployed: Deployed, ids: dict[str, str]) -> Path:
    """What a preview would create, reduced to the retained resources, with their ids and their parents."""
    path = deployed.folder / "import.json"
    with working_on("test", deployed.program, deployed.folder) as workspace:
        workspace.preview([], import_file=path)
    document = json.loads(path.read_text())
    wanted = [item for item in document["resources"] if item["type"] in ids or item.get("component")]
    document["resources"] = [{**item, "id": ids[item["type"]]} if item["type"] in ids else item for item in wanted]
    path.write_text(json.dumps(document))
    return path
