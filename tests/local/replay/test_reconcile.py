"""Each kind of loss and duplication is found and classified; agreeing sources have no findings."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from local.replay.reconcile import Findings, OrderRow, Payment, Shown, Sources, View, reconcile

Case = tuple[Callable[[Sources], Sources], str, str]
"""How a source is changed, the class of the finding, and the beginning of its line."""

HISTORY = ("placed", "accepted", "assigned", "picked_up", "delivered")


def event(order_id: str, version: int, **changes: Any) -> dict[str, Any]:
    """One event of a normal order."""
    return {
        "order_id": order_id,
        "version": version,
        "status": HISTORY[min(version, 5) - 1],
        "courier_id": "c1" if version >= 3 else None,
        "ready_at": 900.0 if version >= 2 else None,
        "closed_reason": None,
        "total_cents": 1490,
    } | changes


def row(order_id: str, **changes: Any) -> OrderRow:
    """The database row of a normal order."""
    last = event(order_id, 5)
    fields = {name: last[name] for name in ("courier_id", "ready_at", "closed_reason", "total_cents")} | changes
    return OrderRow(version=5, status="delivered", customer_id=f"run-{order_id}", fields=fields)


def clean() -> Sources:
    """Two orders on which all five sources agree; the log has a duplicate, as with an at-least-once producer."""
    ids = ("a", "b")
    return Sources(
        shown={order_id: Shown(5, "delivered") for order_id in ids},
        customers={f"run-{order_id}" for order_id in ids},
        rows={order_id: row(order_id) for order_id in ids},
        log=[event(order_id, version) for order_id in ids for version in (1, 2, 3, 3, 4, 5)],
        views={order_id: View(5, "delivered", event(order_id, 5)) for order_id in ids},
        payments=[Payment(kind, order_id, 1490) for order_id in ids for kind in ("authorisations", "captures")],
    )


def without(sources: Sources, order_id: str, *names: str) -> Sources:
    """The sources without one order in some of them."""
    changes: dict[str, Any] = {
        name: {key: value for key, value in getattr(sources, name).items() if key != order_id} for name in names
    }
    return replace(sources, **changes)


def with_events(sources: Sources, *more: dict[str, Any]) -> Sources:
    """The sources with more events in the log."""
    return replace(sources, log=[*sources.log, *more])


def test_agreement_has_no_findings() -> None:
    """Agreeing sources have no findings, and an identical duplicate of an event is allowed."""
    assert reconcile(clean()) == Findings()


CASES: list[Case] = [
    (lambda a: without(a, "a", "rows"), "lost", "order a: a client saw it accepted"),
    (
        lambda a: replace(a, rows={**a.rows, "z": replace(row("z"), customer_id="run-a")}),
        "doubled",
        "customer run-a: one order was placed, but the database has 2: a, z",
    ),
    (
        lambda a: with_events(a, event("a", 5, courier_id="c2")),
        "doubled",
        "order a: the log has two contents of version 5",
    ),
    (
        lambda a: with_events(a, event("a", 6, status="assigned"), event("a", 7, status="delivered")),
        "doubled",
        "order a: delivered 2 times, at versions 5, 7",
    ),
    (
        lambda a: with_events(a, event("a", 6, status="assigned")),
        "doubled",
        "order a: assigned 2 times, at versions 3, 6",
    ),
    (
        lambda a: with_events(a, event("a", 6, courier_id="c2")),
        "doubled",
        "order a: given to 2 couriers: c1, c2",
    ),
    (
        lambda a: replace(a, payments=[*a.payments, Payment("captures", "b", 1490)]),
        "doubled",
        "order b: paid 2 times",
    ),
    (
        lambda a: replace(a, log=[e for e in a.log if (e["order_id"], e["version"]) != ("b", 5)]),
        "disagreements",
        "order b: the log ends at version 4 (picked_up), the database has version 5 (delivered)",
    ),
    (
        lambda a: replace(a, log=[e for e in a.log if e["order_id"] != "b"]),
        "disagreements",
        "order b: the log ends at nothing",
    ),
    (
        lambda a: replace(a, rows={**a.rows, "a": row("a", courier_id="c9")}),
        "disagreements",
        "order a: courier_id is c1 in the log and c9 in the database",
    ),
    (lambda a: without(a, "a", "views"), "disagreements", "order a: the read model has nothing"),
    (
        lambda a: replace(a, views={**a.views, "a": View(4, "picked_up", event("a", 4))}),
        "disagreements",
        "order a: the read model has version 4 (picked_up), the log ends at version 5 (delivered)",
    ),
    (
        lambda a: replace(a, views={**a.views, "a": View(5, "delivered", event("a", 5, total_cents=1))}),
        "disagreements",
        "order a: total_cents is 1 in the view and 1490 in the log",
    ),
    (
        lambda a: replace(a, views={**a.views, "ghost": View(1, "placed", event("ghost", 1))}),
        "disagreements",
        "order ghost: the read model has version 1 (placed), the log ends at nothing",
    ),
    (
        lambda a: replace(a, shown={**a.shown, "b": Shown(4, "picked_up")}),
        "disagreements",
        "order b: its page last showed version 4 (picked_up)",
    ),
    (
        lambda a: replace(a, payments=[p for p in a.payments if p.order_id != "b"]),
        "disagreements",
        "order b: delivered, but never paid",
    ),
    (
        lambda a: replace(a, payments=[*a.payments, Payment("captures", "z", 1490)]),
        "disagreements",
        "order z: paid, but not delivered",
    ),
]


@pytest.mark.parametrize(("change", "heading", "said"), CASES)
def test_discrepancies_are_found(change: Callable[[Sources], Sources], heading: str, said: str) -> None:
    """One changed source is one finding of the right class that names the order."""
    findings = reconcile(change(clean()))
    lines: list[str] = getattr(findings, heading)
    assert [line for line in lines if line.startswith(said)], findings
    assert any(line.startswith(said) for line in findings.all)
