"""The whole test against a city that works, and against one with a fault in each place."""

import asyncio
import json
import signal
from pathlib import Path

import pytest

from components.smoke import order
from components.smoke.command import main

from .fake_city import SUBJECTS, FakeCity

STEPS = 18


def run(local_cell: Path, tmp_path: Path, *words: str) -> tuple[int, dict[str, tuple[str, str]]]:
    """Exit code, and outcome and detail by step."""
    file = tmp_path / "result.json"
    code = main(["demo", "--local", str(local_cell), "--json", str(file), *words])
    document = json.loads(file.read_text())
    assert document["ok"] is (code == 0)
    return code, {step["name"]: (step["outcome"], step["detail"]) for step in document["steps"]}


def test_a_city_that_works_passes_twice(fake: FakeCity, local_cell: Path, tmp_path: Path) -> None:
    """Every step is ok, alarms are skipped and never ok, and nothing is left open."""
    for _ in range(2):
        code, steps = run(local_cell, tmp_path)
        assert code == 0
        assert len(steps) == STEPS
        assert {name: outcome for name, (outcome, _) in steps.items() if outcome != "ok"} == {
            "alarm reaches its topic": "skipped"
        }
    assert {entry["status"] for entry in fake.orders.values()} == {"delivered"}
    assert fake.shift == "off"


FAULTS: dict[str, tuple[str, str]] = {
    "GET healthz 403": ("reach the API", "403 broken: as asked"),
    "GET healthz 302": ("reach the API", "302"),
    "GET healthz 503": ("reach the API", "not done after 3 s: GET /healthz answers 503 broken"),
    "open": ("refuse strangers", "in place of 401"),
    "any-role": ("refuse strangers", "in place of 403"),
    "declined": ("place an order", "402 payment_declined: the payment was declined in place of 201"),
    "twice": ("place an order", "made a second order"),
    "POST orders no-json": ("place an order", "in place of 201"),
    "POST tickets 500": ("open the customer's page", "POST /tickets answers 500"),
    "POST tickets no-json": ("open the customer's page", "without a JSON object"),
    "live 401": ("open the customer's page", "the authorizer refuses the ticket"),
    "live 500": ("open the customer's page", "the function authorize or connect fails"),
    "no-protocol": ("open the customer's page", "subprotocol None"),
    "refused": ("open the customer's page", "the subscription to order:o1 is refused: the ticket is for another feed"),
    "close": ("open the customer's page", "the WebSocket was closed"),
    "tickets-again": ("refuse a used ticket", "accepts a ticket twice"),
    "no-updates": ("restaurant accepts", "the page does not show version 2"),
    "expired": ("dispatcher assigns the courier", "the order is cancelled"),
    "real-courier": ("dispatcher assigns the courier", "given to courier c-17, so it is cancelled"),
    "no-positions": ("courier moves on the page", "the last position is not on the page after 1 s"),
    "roles-differ": ("database and view agree", "different states"),
    "no-timeline": ("database and view agree", "timeline"),
    "stale-view": ("database and view agree", "differs from the database in version, status"),
    "no-capture": ("payment is captured", "has no capture"),
    "captured-twice": ("payment is captured", "authorisations, captures, captures"),
}
"""Fault to the step that finds it and to a part of its line."""


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_fails_its_step_and_leaves_nothing_open(
    fake: FakeCity, local_cell: Path, tmp_path: Path, fault: str
) -> None:
    """The step says what happened, the rest is skipped, and the clean-up closes the order and ends the shift."""
    fake.faults = {fault}
    code, steps = run(local_cell, tmp_path, "--position-seconds", "1")
    name, text = FAULTS[fault]
    assert code == 1
    assert [step for step, (outcome, _) in steps.items() if outcome == "failed"] == [name]
    assert text in steps[name][1]
    after = list(steps)[list(steps).index(name) + 1 :]
    assert {steps[step][0] for step in after if step != "clean up"} <= {"skipped"}
    still_open = {entry["status"] for key, entry in fake.orders.items() if key == "o1"} - {"delivered", "cancelled"}
    assert still_open == set()
    assert fake.shift in {None, "off"}


def test_waiting_for_a_courier_ends(
    fake: FakeCity, local_cell: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a dispatcher the step has a time-out and names what to read."""
    monkeypatch.setattr("components.smoke.options.DISPATCH_SECONDS", range(1, 3))
    fake.faults = {"no-dispatch"}
    code, steps = run(local_cell, tmp_path, "--dispatch-seconds", "1")
    assert code == 1
    assert steps["dispatcher assigns the courier"][1].startswith(
        "not done after 1 s: the dispatcher proposes no courier"
    )
    assert steps["clean up"] == ("ok", "order closed and shift ended")


def test_an_interrupted_order_is_closed_by_the_next_test(fake: FakeCity, local_cell: Path, tmp_path: Path) -> None:
    """An order that is still on the courier's list is cancelled, or delivered if it was picked up."""
    fake.shift = "on"
    for number, status in enumerate(("assigned", "picked_up"), 1):
        fake.orders[f"o{number}"] = {"order_id": f"o{number}", "version": 3, "status": status, "timeline": []}
        fake.orders[f"o{number}"]["courier_id"] = SUBJECTS["courier"]
    code, steps = run(local_cell, tmp_path)
    assert steps["clear earlier tests"] == ("ok", "2 orders of an earlier test closed")
    assert [entry["status"] for entry in fake.orders.values()] == ["cancelled", "delivered", "delivered"]
    assert code == 0


def test_the_shift_may_be_kept_after_a_failure(fake: FakeCity, local_cell: Path, tmp_path: Path) -> None:
    """`--keep` leaves order and shift as they are."""
    fake.faults = {"no-positions"}
    _, steps = run(local_cell, tmp_path, "--position-seconds", "1", "--keep")
    assert "clean up" not in steps
    assert (fake.orders["o1"]["status"], fake.shift) == ("assigned", "on")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_cleans_up_and_proves_nothing(
    fake: FakeCity,
    local_cell: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *,
    number: signal.Signals,
) -> None:
    """Both signals, also in a background job, close the order and end the shift; the total does not praise the city."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    async def interrupted(_: order.OrderSteps) -> str:
        signal.raise_signal(number)
        await asyncio.sleep(10)
        return ""

    monkeypatch.setattr(order.OrderSteps, "wait_for_courier", interrupted)
    file = tmp_path / "result.json"
    code = main(["demo", "--local", str(local_cell), "--json", str(file)])
    document = json.loads(file.read_text())
    steps = {step["name"]: step["outcome"] for step in document["steps"]}
    assert code == 130
    assert (document["ok"], document["complete"]) == (False, False)
    assert steps["clean up"] == "ok"
    assert (fake.orders["o1"]["status"], fake.shift) == ("cancelled", "off")
    assert "the test was interrupted" in capsys.readouterr().out
