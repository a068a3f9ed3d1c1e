"""Delays between retries."""

import ast

from hypothesis import given
from hypothesis import strategies as st

from local.backoff import Backoff
from local.paths import ROOT

BACKOFF = Backoff(0.5, 30.0)


def test_delays_double_up_to_the_longest() -> None:
    """The first delay follows no failure; later ones double."""
    assert [BACKOFF.delay(failures) for failures in range(8)] == [0.5, 1, 2, 4, 8, 16, 30, 30]


@given(st.integers(0, 10**6))
def test_no_number_of_failures_leaves_the_bounds(failures: int) -> None:
    """A client that retries for days neither overflows nor waits longer than the longest delay."""
    assert 0 <= BACKOFF.jittered(failures) <= BACKOFF.delay(failures) <= BACKOFF.longest


def test_no_other_module_computes_a_back_off() -> None:
    """A power with a variable exponent outside `backoff.py` is a second implementation: use `Backoff`."""
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted((ROOT / "local").rglob("*.py"))
        if path.name != "backoff.py"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow) and not isinstance(node.right, ast.Constant)
    ]
    assert found == []
