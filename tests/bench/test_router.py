"""The simulation of the router: what it counts follows from the rules of clients and cells."""

from typing import Any

import pytest

from bench.router import SCENARIOS, Assumptions, Scenario, Simulation
from delivery.routing import CachePolicy
from services.orders.admission import Admission

SMALL = Assumptions(clients=20_000, orders_per_second=1_000.0)
BY_NAME = {scenario.name: scenario for scenario in SCENARIOS}


def run(scenario: Scenario, policy: CachePolicy | None = None) -> dict[str, Any]:
    """The result of a scenario with few clients."""
    return Simulation(SMALL, scenario, policy or CachePolicy()).run()


@pytest.mark.parametrize("scenario", SCENARIOS, ids=BY_NAME)
def test_no_wrong_cell_accepts_and_every_call_is_counted(scenario: Scenario) -> None:
    """The parts add up, and no copy is used beyond its lifetime while the table can be fetched."""
    result = run(scenario)
    assert result["accepted_by_a_wrong_cell"] == 0
    assert result["calls"] == result["accepted"] + result["refused_421"] + result["unanswered"]
    assert result["oldest_copy_used_seconds"] <= 60


def test_clients_follow_a_change_within_copy_and_edge() -> None:
    """The longest way is a copy of 60 s from an edge that was 10 s old."""
    result = run(BY_NAME["split"])
    assert 60 < result["seconds_until_calls_follow"]["all"] <= 71
    assert (result["refused_421"], result["clients_that_waited"]) == (0, 0)


def test_clients_with_short_copies_follow_sooner_and_fetch_more() -> None:
    """What a lifetime costs can be seen in the result."""
    long, short = run(BY_NAME["split"]), run(BY_NAME["split"], CachePolicy(fresh_seconds=10.0))
    assert short["seconds_until_calls_follow"]["all"] < long["seconds_until_calls_follow"]["all"] / 2
    assert short["fetches_per_second_before"] > 2 * long["fetches_per_second_before"]


def test_refused_clients_wait_for_an_edge_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hasty change costs its first callers seconds and no order."""
    result = run(BY_NAME["hasty_split"])
    assert result["refused_421"] > 0
    assert result["wait_seconds"]["max"] <= 10 + 16
    monkeypatch.setattr(Admission, "refusal", lambda *_: None)
    assert run(BY_NAME["hasty_split"])["accepted_by_a_wrong_cell"] > 0


def test_clients_of_a_lost_region_do_not_storm_the_table() -> None:
    """Retries are spaced: the peak stays within ten times the usual rate, although half of all clients have no cell."""
    result = run(BY_NAME["lost_region"])
    assert result["unanswered"] > 0
    assert result["fetches_per_second_peak"] < 10 * result["fetches_per_second_before"]
    assert result["seconds_until_calls_follow"]["all"] <= 71
