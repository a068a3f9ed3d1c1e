"""The network example on the engine: passes every pack, and grows without replacing anything."""

import shutil
from pathlib import Path

import pytest

from local.deploy import policy_packs
from local.engine import Engine
from tests.engine.deployments import Deployed

pytestmark = [pytest.mark.engine, pytest.mark.timeout(900)]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def example(engine: Engine, tmp_path: Path) -> Deployed:
    """A copy of the example, which finds the checkout's components under their published name."""
    assert engine.pulumi.exists()
    program = shutil.copytree(ROOT / "examples" / "network", tmp_path / "program")
    (program / "citycell").symlink_to(ROOT / "components")
    (program / ".venv").symlink_to(ROOT / ".venv")
    return Deployed(program, tmp_path / "stack", "dev")


GROWN = [('"zones": 2', '"zones": 3, "ipv6": True'), ("Nat.REGIONAL", "Nat.ONE")]
"""Changes of the program: a third zone, IPv6, and another way out."""


def test_a_network_grows_in_place(example: Deployed) -> None:
    """The example passes every pack; another zone, IPv6 and another NAT replace no subnet; then nothing changes."""
    first = example.deploy().counts
    assert first == {"create": first["create"]}
    before = {item.name: item.id for item in example.state.of_type("aws:ec2/subnet:Subnet")}
    assert len(example.outputs["natAddresses"]) == 2

    main = example.program / "__main__.py"
    for old, new in GROWN:
        assert old in main.read_text()
        main.write_text(main.read_text().replace(old, new))
    assert "replace" not in example.deploy(policy_packs()).counts
    after = {item.name: item.id for item in example.state.of_type("aws:ec2/subnet:Subnet")}
    assert before == {name: after[name] for name in before}
    assert {"braga-network-private-c", "braga-network-data-c", "braga-network-public-a"} == after.keys() - before.keys()
    assert list(example.deploy().counts) == ["same"]
