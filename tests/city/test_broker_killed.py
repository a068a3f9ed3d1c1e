"""Kafka is killed in the middle of a day, and comes back."""

import threading
from collections.abc import Callable

import psycopg
import pytest

from delivery.generator import generate_day
from local.alarms.states import State
from local.backing_services.process import wait_until
from local.replay.replaying import Plan, replay
from local.replay.session import Cell

pytestmark = [pytest.mark.city, pytest.mark.engine, pytest.mark.timeout(600)]

ORDERS = 40
BEFORE = 10
OFFLINE = "demo-offline-partitions"
MEANWHILE = 3
"""So many orders are accepted before Kafka dies, and so many more without it."""


def test_nothing_is_lost_when_the_broker_dies(cell: Cell) -> None:
    """Orders are accepted while Kafka is down; their events follow after its restart, none lost or duplicated."""
    assert cell.runtime
    assert cell.runtime.kafka
    kafka = cell.runtime.kafka
    accepted_without: list[int] = []

    def crash() -> None:
        assert wait_until(lambda: _accepted(cell) >= BEFORE, seconds=300)
        kafka.kill()
        when_killed = _accepted(cell)
        assert wait_until(lambda: _accepted(cell) >= when_killed + MEANWHILE, seconds=120)
        accepted_without.append(_accepted(cell) - when_killed)
        kafka.start()

    fault = _Thread(crash)
    result = replay(cell, Plan("a day with a fault", generate_day(seed=5, orders=ORDERS)))
    fault.result()

    assert accepted_without[0] >= MEANWHILE
    assert result.findings.all == []
    assert result.is_sound, result.to_json()
    assert result.alarms is not None
    fired = {history.name: history for history in result.alarms.fired}
    assert OFFLINE in fired, "MSK publishes no metric while its brokers are down, which is breaching"
    assert fired[OFFLINE].state is State.OK, "it ends after the restart"


def _accepted(cell: Cell) -> int:
    with psycopg.connect(cell.addresses.postgres) as connection:
        row = connection.execute("select count(*) from delivery.orders").fetchone()
        return row[0] if row else 0


class _Thread:
    """A thread whose failure is the test's."""

    def __init__(self, work: Callable[[], None]) -> None:
        self._error: BaseException | None = None
        self._work = work
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._work()
        except BaseException as error:  # noqa: BLE001 - raised again by `result`
            self._error = error

    def result(self) -> None:
        """Wait for the end of the work, and raise what it raised."""
        self._thread.join()
        if self._error:
            raise self._error
