"""The reconciliation of a replay; it shares no code with the system that it checks.

It compares every order across five sources: what the customers saw, the database, the log from offset 0, the read
models, and the payment provider's journal. It works on plain values (`sources` reads them), so tests can present every
kind of loss.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any, Final

COMPARED_FIELDS: Final = ("courier_id", "ready_at", "closed_reason", "total_cents")
"""The fields that all sources of an order must agree on, besides version and status."""


@dataclass(frozen=True)
class OrderRow:
    """An order in the database."""

    version: int
    status: str
    customer_id: str
    fields: Mapping[str, Any]
    """`COMPARED_FIELDS`."""


@dataclass(frozen=True)
class View:
    """An order in the read model; `document` is the decoded event in it."""

    version: int
    status: str
    document: Mapping[str, Any]


@dataclass(frozen=True)
class Shown:
    """The last state of an order on a customer's page."""

    version: int
    status: str


@dataclass(frozen=True)
class Payment:
    """One operation in the payment provider's journal."""

    kind: str
    order_id: str
    amount_cents: int


@dataclass(frozen=True)
class Sources:
    """The five sources."""

    shown: Mapping[str, Shown]
    """Every order that a client saw accepted, by order id."""
    customers: AbstractSet[str]
    """The customers who tried to place an order in this replay."""
    rows: Mapping[str, OrderRow]
    log: Iterable[Mapping[str, Any]]
    """Every event of the order log from offset 0, including duplicates."""
    views: Mapping[str, View]
    payments: Iterable[Payment]


@dataclass
class Findings:
    """Discrepancies, one line each."""

    lost: list[str] = field(default_factory=list[str])
    """Orders that a client saw accepted and the database does not have."""
    doubled: list[str] = field(default_factory=list[str])
    """Effects that happened more than once."""
    disagreements: list[str] = field(default_factory=list[str])
    """Read models, pages or payments that differ from the database."""

    @property
    def all(self) -> list[str]:
        """Every line, the most severe first."""
        return [*self.lost, *self.doubled, *self.disagreements]


def reconcile(sources: Sources) -> Findings:
    """Compare the sources."""
    events = _by_order(sources.log)
    newest = {order_id: max(known, key=lambda event: event["version"]) for order_id, known in events.items()}
    return Findings(
        lost=[
            f"order {order_id}: a client saw it accepted, but the database does not have it"
            for order_id in sources.shown
            if order_id not in sources.rows
        ],
        doubled=[*_doubled_orders(sources), *_doubled_events(events), *_doubled_captures(sources.payments)],
        disagreements=[
            *_log_against_rows(newest, sources.rows),
            *_views_against_log(sources.views, newest),
            *_pages_against_rows(sources.shown, sources.rows),
            *_captures_against_rows(sources),
        ],
    )


def _by_order(log: Iterable[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    events: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for event in log:
        events[event["order_id"]].append(event)
    return events


def _doubled_orders(sources: Sources) -> list[str]:
    """Every customer places one order, so a second one is a retry that was processed again."""
    orders: dict[str, list[str]] = defaultdict(list)
    for order_id, row in sources.rows.items():
        if row.customer_id in sources.customers:
            orders[row.customer_id].append(order_id)
    return [
        f"customer {customer}: one order was placed, but the database has {len(ids)}: {', '.join(sorted(ids))}"
        for customer, ids in orders.items()
        if len(ids) > 1
    ]


def _doubled_events(events: Mapping[str, list[Mapping[str, Any]]]) -> list[str]:
    """Identical duplicates of an event are allowed; two contents of one version and two deliveries are not.

    An assignment is duplicated if an order gets another courier or is assigned again at a later version.
    """
    findings: list[str] = []
    for order_id, known in events.items():
        versions: dict[int, Mapping[str, Any]] = {}
        findings += [
            f"order {order_id}: the log has two contents of version {event['version']}"
            for event in known
            if versions.setdefault(event["version"], event) != event
        ]
        history = [versions[version] for version in sorted(versions)]
        findings += [
            f"order {order_id}: {status} {len(times)} times, at versions {', '.join(times)}"
            for status in ("assigned", "delivered")
            if len(times := _entries(history, status)) > 1
        ]
        couriers = sorted({event["courier_id"] for event in history if event.get("courier_id")})
        if len(couriers) > 1:
            findings.append(f"order {order_id}: given to {len(couriers)} couriers: {', '.join(couriers)}")
    return findings


def _entries(history: list[Mapping[str, Any]], status: str) -> list[str]:
    """The versions at which an order entered a status."""
    before = [None, *(event["status"] for event in history)]
    return [
        str(event["version"])
        for event, earlier in zip(history, before, strict=False)
        if event["status"] == status and earlier != status
    ]


def _doubled_captures(payments: Iterable[Payment]) -> list[str]:
    captures: dict[str, int] = defaultdict(int)
    for payment in payments:
        captures[payment.order_id] += payment.kind == "captures"
    return [f"order {order_id}: paid {count} times" for order_id, count in captures.items() if count > 1]


def _log_against_rows(newest: Mapping[str, Mapping[str, Any]], rows: Mapping[str, OrderRow]) -> list[str]:
    findings: list[str] = []
    for order_id in sorted(newest.keys() | rows.keys()):
        event, row = newest.get(order_id), rows.get(order_id)
        logged = (event["version"], event["status"]) if event else None
        recorded = (row.version, row.status) if row else None
        if logged != recorded:
            findings.append(
                f"order {order_id}: the log ends at {_describe(logged)}, the database has {_describe(recorded)}"
            )
        elif event and row:
            findings += _differences(order_id, ("log", event), ("database", row.fields))
    return findings


def _views_against_log(views: Mapping[str, View], newest: Mapping[str, Mapping[str, Any]]) -> list[str]:
    findings: list[str] = []
    for order_id in sorted(newest.keys() | views.keys()):
        event, view = newest.get(order_id), views.get(order_id)
        logged = (event["version"], event["status"]) if event else None
        viewed = (view.version, view.status) if view else None
        if logged != viewed:
            findings.append(
                f"order {order_id}: the read model has {_describe(viewed)}, the log ends at {_describe(logged)}"
            )
        elif event and view:
            findings += _differences(order_id, ("view", view.document), ("log", event))
    return findings


def _differences(order_id: str, one: tuple[str, Mapping[str, Any]], other: tuple[str, Mapping[str, Any]]) -> list[str]:
    """The compared fields in which two sources of an order differ."""
    return [
        f"order {order_id}: {name} is {one[1].get(name)} in the {one[0]} and {other[1].get(name)} in the {other[0]}"
        for name in COMPARED_FIELDS
        if one[1].get(name) != other[1].get(name)
    ]


def _pages_against_rows(shown: Mapping[str, Shown], rows: Mapping[str, OrderRow]) -> list[str]:
    return [
        f"order {order_id}: its page last showed {_describe((page.version, page.status))}, "
        f"the database has {_describe((row.version, row.status))}"
        for order_id, page in shown.items()
        if (row := rows.get(order_id)) and (page.version, page.status) != (row.version, row.status)
    ]


def _captures_against_rows(sources: Sources) -> list[str]:
    """Exactly the delivered orders are paid."""
    captured = {payment.order_id for payment in sources.payments if payment.kind == "captures"}
    delivered = {order_id for order_id, row in sources.rows.items() if row.status == "delivered"}
    unpaid = [f"order {order_id}: delivered, but never paid" for order_id in sorted(delivered - captured)]
    return unpaid + [f"order {order_id}: paid, but not delivered" for order_id in sorted(captured - delivered)]


def _describe(state: tuple[int, str] | None) -> str:
    return f"version {state[0]} ({state[1]})" if state else "nothing"
