"""Every example lives from preview to destroy with all policy packs on, a change of its settings included."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from components.core.changes import stateful_types
from local.deploy import policy_packs
from local.paths import ROOT
from local.state import StackState
from tests.components.deployer.coverage import beyond_rights
from tests.engine.deployments import Deployed
from tests.engine.separation import cells, crossings

pytestmark = [pytest.mark.engine, pytest.mark.timeout(900), pytest.mark.usefixtures("engine", "citycell")]

EXAMPLES = sorted(path.parent.name for path in ROOT.glob("examples/*/Pulumi.yaml") if path.parent.name != "foreign")

LONG = ("company", "drained", "everything", "own_vpc", "zones")
"""Further examples with whole cells: `test_example_programs` reads what is special about them on mocks."""

CHANGES = {
    "account": ('"task_retirement_days": 14', '"task_retirement_days": 7'),
    "backup": ('"keep_days": 14', '"keep_days": 21'),
    "cache": ('"maintenance_window": "tue:03:00-tue:04:00"', '"maintenance_window": "wed:03:00-wed:04:00"'),
    "city": ('"peak_orders_per_hour": 300', '"peak_orders_per_hour": 900'),
    "company": ('"peak_orders_per_hour": 200', '"peak_orders_per_hour": 900'),
    "database": ('"max_acu": 16', '"max_acu": 32'),
    "drained": ('"drain": True', '"drain": False'),
    "everything": ('"drain": True', '"drain": False'),
    "lake": ('"retention_days": 365', '"retention_days": 730'),
    "network": ('"port": 9098', '"port": 9096'),
    "own_vpc": ('"peak_orders_per_hour": 200', '"peak_orders_per_hour": 900'),
    "region": ('"cork", "cell": "cork"', '"cork", "cell": "dublin-south"'),
    "stream": ('"partitions": 12', '"partitions": 24'),
    "tables": ('"max_units": 2_000', '"max_units": 3_000'),
    "zones": ('"peak_orders_per_hour": 9000', '"peak_orders_per_hour": 12_000'),
}
"""A change of each example's program that its users would make: more load, another time, a new route."""

CELLS_OF = {
    "company": {"region-eu-west-1": ["cork"], "region-eu-south-2": ["vigo"]},
    "everything": {"region-home": ["tralee-north", "tralee-south"]},
    "zones": {"region": ["dublin-north", "dublin-south"]},
}
"""The examples with several cells: their regions with the cells of each."""

OTHERS = {"everything": {("tralee-north", "brought"), ("vigo-tables", "vigo-keys")}}
"""Other parts of these examples that may refer to another: a cell to its VPC, tables to their key."""


def may_refer(example: str) -> set[tuple[str, str]]:
    """The pairs of parts of which the first may refer to the second: cells and their region, which lists them."""
    pairs = {(region, cell) for region, of in CELLS_OF[example].items() for cell in of}
    return pairs | {(cell, region) for region, cell in pairs} | OTHERS.get(example, set())


def changed(counts: Mapping[str, int]) -> dict[str, int]:
    """The counts by operation, without the stack references, which are only read."""
    return {operation: count for operation, count in counts.items() if operation not in {"read", "discard"}}


def lost(steps: Mapping[str, str]) -> list[str]:
    """The resources with data that an update does not keep."""
    return [
        f"{operation} {urn}"
        for urn, operation in steps.items()
        if operation not in {"same", "create", "update", "read"}
        and urn.split("::")[2].split("$")[-1] in stateful_types()
    ]


def not_granted(state: StackState) -> list[str]:
    """What the deploying role of a cell may not do with the cell's resources, for each cell."""
    return [f"{cell.stack}: {line}" for cell in cells(state) for line in beyond_rights(cell)]


def test_examples_are_found() -> None:
    """The test below reads something, and each example is in the list that readers see."""
    assert EXAMPLES
    table = (ROOT / "examples" / "README.md").read_text()
    assert [name for name in EXAMPLES if f"`{name}`" not in table] == []
    assert sorted(CHANGES) == EXAMPLES


def test_a_replaced_table_is_lost() -> None:
    """And a deleted one; a replaced rule has no data."""
    table, rule = (
        f"urn:pulumi:dev::town::citycell:tables:Tables$aws:{kind}::a"
        for kind in ("dynamodb/table:Table", "vpc/securityGroupIngressRule:SecurityGroupIngressRule")
    )
    assert lost({table: "replace", rule: "replace"}) == [f"replace {table}"]
    assert lost({table: "delete"}) == [f"delete {table}"]
    assert lost({table: "update"}) == []


@pytest.mark.parametrize(
    "example", [pytest.param(name, marks=pytest.mark.slow if name in LONG else ()) for name in EXAMPLES]
)
def test_an_example_lives_from_preview_to_destroy(example: str, tmp_path: Path) -> None:
    """Created without a finding, unchanged, changed without loss of data, unchanged again, and gone."""
    program = shutil.copytree(
        ROOT / "examples" / example, tmp_path / "program", ignore=shutil.ignore_patterns(".citycell", "__pycache__")
    )
    deployed = Deployed(program, tmp_path, "dev")
    made = deployed.deploy(policy_packs())
    assert changed(made.counts).keys() == {"create"}
    state = deployed.state
    assert not_granted(state) == []
    if example in CELLS_OF:
        assert crossings(state, may_refer(example)) == []
    assert changed(deployed.preview().counts) == {"same": made.counts["create"]}

    old, new = CHANGES[example]
    main = program / "__main__.py"
    text = main.read_text()
    assert old in text
    main.write_text(text.replace(old, new))
    updated = deployed.deploy(policy_packs())
    assert lost(updated.steps) == []
    assert "update" in updated.counts or "create" in updated.counts

    again = changed(deployed.preview().counts)
    assert again.keys() == {"same"}
    assert changed(deployed.destroy()) == {"delete": again["same"]}
