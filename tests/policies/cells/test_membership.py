"""Which cell a resource belongs to."""

import pytest

from local.provider.sdk import sdk_type
from policies.cells.membership import OWNERS, cell_of
from policies.network.rules.cell_isolation import RULE
from policies.testing import Node, stack_of

_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"


def test_a_resource_without_a_tag_is_in_the_cell_of_its_component() -> None:
    """The nearest component whose tagged resources have one cell decides; a component of two cells has none."""
    stack = stack_of(
        {
            "region": Node("citycell:index:Region"),
            "madrid": Node("citycell:index:CityCell", parent="region"),
            "network": Node("citycell:index:Network", parent="madrid"),
            "rule": Node(_RULE, parent="network"),
            "key": Node("aws:kms/key:Key", {"tags": {"cell": "madrid"}}, parent="madrid"),
            "lisbon-key": Node("aws:kms/key:Key", {"tags": {"cell": "lisbon"}}, parent="region"),
            "loose": Node(_RULE, parent="region"),
        }
    )
    cells = {name: cell_of(stack[name]) for name in ("rule", "key", "lisbon-key", "loose")}
    assert cells == {"rule": "madrid", "key": "madrid", "lisbon-key": "lisbon", "loose": ""}


@pytest.mark.parametrize("kind", [*RULE.types])
def test_each_type_can_belong_to_a_cell(kind: str) -> None:
    """It has tags in the installed SDK, or a property that names what it is about."""
    known = sdk_type(kind)
    assert known
    assert "tags" in known.inputs or OWNERS[kind] in known.inputs
