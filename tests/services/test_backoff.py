"""Waits between attempts."""

import pytest

from services.common.backoff import Backoff


def test_waits_double_up_to_the_maximum_and_start_over() -> None:
    """A long outage is checked every `max_seconds`; the next outage begins with short waits again."""
    backoff = Backoff(max_seconds=1.0)
    assert [backoff.next_seconds() for _ in range(5)] == pytest.approx([0.2, 0.4, 0.8, 1.0, 1.0])
    backoff.reset()
    assert backoff.next_seconds() == pytest.approx(0.2)


def test_no_wait_is_longer_than_the_maximum() -> None:
    """Not even the first."""
    assert Backoff(max_seconds=0.1).next_seconds() == pytest.approx(0.1)
