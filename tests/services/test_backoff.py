"""Waits between attempts."""

import ast
from pathlib import Path

import pytest

from services.common.backoff import Backoff

SERVICES = Path(__file__).parents[2] / "services"


def test_waits_double_up_to_the_maximum_and_start_over() -> None:
    """A long outage is checked every `max_seconds`; the next outage begins with short waits again."""
    backoff = Backoff(max_seconds=1.0)
    assert [backoff.next_seconds() for _ in range(5)] == pytest.approx([0.2, 0.4, 0.8, 1.0, 1.0])
    backoff.reset()
    assert backoff.next_seconds() == pytest.approx(0.2)


def test_no_wait_is_longer_than_the_maximum() -> None:
    """Not even the first."""
    assert Backoff(max_seconds=0.1).next_seconds() == pytest.approx(0.1)


def test_services_wait_between_attempts_with_backoff_only() -> None:
    """If this fails, use `Backoff`; add the module here only when it waits for another reason than a failure."""
    waiting = {
        path.relative_to(SERVICES).as_posix()
        for path in SERVICES.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr == "sleep"
    }
    rounds = {"dispatcher/service.py", "orders/app.py", "common/kafka_log.py", "common/metrics.py"}
    assert waiting == {"common/backoff.py"} | rounds
