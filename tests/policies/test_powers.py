"""Ways to more rights over whole stacks: many roles, rings of them, and each published way."""

from collections.abc import Mapping

import pytest

from policies.iam.paths import ALONE, PASSES, Pass
from policies.iam.powers import ROLE, escalations
from policies.rule import Stack
from policies.testing import Node, document, stack_of

_SERVICE = "ecs-tasks.amazonaws.com"


def _stack(nodes: dict[str, Node]) -> Stack:
    return next(iter(stack_of(nodes).values())).stack


def _role(name: str, *statements: Mapping[str, str]) -> Node:
    trust = document({"Action": "sts:AssumeRole", "Principal": {"Service": _SERVICE}})
    policy = {"name": "x", "policy": document(*statements)}
    return Node(ROLE, {"name": name, "assumeRolePolicy": trust, "inlinePolicies": [policy]})


def _passer(name: str, passed: str) -> Node:
    arn = f"arn:aws:iam::123456789012:role/{passed}"
    return _role(name, {"Action": "iam:PassRole", "Resource": arn}, {"Action": "ecs:RunTask", "Resource": "*"})


@pytest.mark.parametrize("way", PASSES, ids=lambda way: "-".join(way.actions).replace(":", "-"))
def test_each_published_way_is_seen_whole_only(way: Pass) -> None:
    """All actions of a way with PassRole are a way to more rights; with one of them less there is none."""
    passing = {"Action": "iam:PassRole", "Resource": "arn:aws:iam::123456789012:role/*"}
    for left_out in (None, *way.actions):
        actions = [action for action in way.actions if action != left_out]
        stack = _stack({"role": _role("role", passing, *({"Action": action, "Resource": "*"} for action in actions))})
        assert (left_out is None) == bool(escalations(stack)), left_out


@pytest.mark.parametrize(("action", "kind"), ALONE.items())
def test_an_action_that_needs_no_other_is_a_way_on_all_of_its_kind(action: str, kind: str) -> None:
    """On every resource of its kind it leads to more rights, on one of them it need not."""
    expected = {"*": True, f"arn:aws:iam::123456789012:{kind}/*": True, f"arn:aws:iam::123456789012:{kind}/y": False}
    found = {
        arn: bool(escalations(_stack({"role": _role("role", {"Action": action, "Resource": arn})}))) for arn in expected
    }
    assert expected == found


@pytest.mark.parametrize("pattern", ["{next}", "cell-*"])
def test_a_long_ring_of_roles_is_read_in_bounded_time(pattern: str) -> None:
    """Two thousand roles in a ring, each passing the next or all: one way to more rights is everyone's."""
    count = 2_000
    nodes = {
        f"cell-{number}": _passer(f"cell-{number}", pattern.format(next=f"cell-{(number + 1) % count}"))
        for number in range(count)
    }
    assert escalations(_stack(nodes)) == {}
    escaping = {"Action": "iam:CreateAccessKey", "Resource": "*"}
    assert count + 1 == len(escalations(_stack(nodes | {"cell-0x": _role("cell-1", escaping)})))
