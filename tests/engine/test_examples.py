"""Every example lives from preview to destroy with all policy packs on."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from local.deploy import deploy, destroy, policy_packs
from local.paths import ROOT

pytestmark = [pytest.mark.engine, pytest.mark.timeout(900), pytest.mark.usefixtures("engine", "citycell")]

EXAMPLES = sorted(path.parent.name for path in ROOT.glob("examples/*/Pulumi.yaml") if path.parent.name != "foreign")

LONG = ("company", "drained", "own_vpc", "zones")
"""Whole cells that other examples have too: `test_example_programs` reads what is special about them on mocks."""


def changed(counts: Mapping[str, int]) -> dict[str, int]:
    """The counts by operation, without the stack references, which are only read."""
    return {operation: count for operation, count in counts.items() if operation not in {"read", "discard"}}


def test_examples_are_found() -> None:
    """The test below reads something, and each example is in the list that readers see."""
    assert EXAMPLES
    table = (ROOT / "examples" / "README.md").read_text()
    assert [name for name in EXAMPLES if f"`{name}`" not in table] == []


@pytest.mark.parametrize(
    "example", [pytest.param(name, marks=pytest.mark.slow if name in LONG else ()) for name in EXAMPLES]
)
def test_an_example_lives_from_preview_to_destroy(example: str, tmp_path: Path) -> None:
    """Created without a finding, unchanged the second time, and gone."""
    program = shutil.copytree(
        ROOT / "examples" / example, tmp_path / "program", ignore=shutil.ignore_patterns(".citycell", "__pycache__")
    )
    made = deploy("dev", program=program, packs=policy_packs(), folder=tmp_path).summary
    assert changed(made).keys() == {"create"}
    again = deploy("dev", program=program, packs=policy_packs(), folder=tmp_path).summary
    assert changed(again) == {"same": made["create"]}
    assert changed(destroy("dev", program=program, folder=tmp_path)) == {"delete": made["create"]}
