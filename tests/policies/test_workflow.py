"""The reusable workflow: its header documents the inputs and permissions it needs."""

import re
import subprocess
from pathlib import Path

import pytest

from policies.packs import folder

_FILE = Path(folder("iam")).parents[1] / ".github" / "workflows" / "policies.yml"
_TEXT = _FILE.read_text(encoding="utf-8")


def test_the_header_has_every_input_and_permission() -> None:
    """A called workflow has only the permissions of its caller, and a required input has no default."""
    needed = re.findall(r"^  ([a-z-]+): (read|write)$", _TEXT, re.MULTILINE)
    assert "permissions: {" + ", ".join(f"{name}: {level}" for name, level in needed) + "}" in _TEXT
    inputs = re.findall(
        r"^      ([a-z]+):\n        description: .*\n        type: string\n        required: true$", _TEXT, re.MULTILINE
    )
    example = _TEXT[: _TEXT.index("\nname:")]
    assert inputs == ["stack", "requirements"]
    assert all(f"{name}: " in example for name in inputs)


@pytest.mark.parametrize(
    ("program", "stack", "named"),
    [(".", "lisbon", "policies-lisbon"), ("infra/a b", "acme/shop/prod", "policies-infra-a-b-acme-shop-prod")],
)
def test_reports_of_several_stacks_have_different_names(program: str, stack: str, named: str, tmp_path: Path) -> None:
    """The name has the program and the stack, without characters that an artifact's name may not have."""
    script = re.search(r"- id: name\n        run: \|\n(.*?)        env:", _TEXT, re.DOTALL)
    assert script is not None
    out = tmp_path / "out"
    given = {"PROGRAM": program, "STACK": stack, "GITHUB_OUTPUT": str(out), "PATH": "/usr/bin:/bin"}
    subprocess.run(["/bin/bash", "-e", "-c", script[1]], env=given, check=True)
    assert out.read_text() == f"name={named}\n"
