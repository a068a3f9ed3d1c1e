"""`python -m bench.router`: the router under load, simulated: 50 cells, 5 million clients, changes and a lost region.

Each client has the cache of `delivery/routing.py` (its durations, computed for all clients as arrays) and places orders
at random times. It fetches the table before an order if its copy is due. Edges of the CDN keep the document for
`EDGE_SECONDS`, each from its own time on. Whether a cell accepts an order is decided by the order service's own rule,
`services/orders/admission.py`, evaluated once for each pair of a cell and a zone.

It measures no machine: the result depends on the seed and the assumptions only, all of which are in the result file.
"""

import json
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from delivery.routing import CachePolicy, Route, RoutingTable, lifetime, retry_delay
from services.orders.admission import Admission, Destination

RESULT: Final = Path(__file__).with_name("results") / "router.json"
SEED: Final = 7

Floats = NDArray[np.float32]
Cells = NDArray[np.int16]


@dataclass(frozen=True, kw_only=True)
class Assumptions:
    """The size and the habits of the company."""

    cells: int = 50
    zones: int = 400
    """Eight zones in each cell."""
    clients: int = 5_000_000
    orders_per_second: float = 50_000.0
    """Calls that need a route. Far more than real ones (a city with 12,000 orders in its busiest hour has 3.3 each
    second), so that most clients are seen in a run; rates of fetches are therefore upper bounds."""
    edges: int = 50
    """Copies of the document in the CDN."""
    edge_seconds: float = 10.0
    """`max-age` of the document."""
    step_seconds: float = 1.0
    seconds: int = 420
    change_at: int = 120
    """When the table changes or the region is lost; before, caches have spread over their lifetimes."""


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """One event."""

    name: str
    what: str
    moved_zones: int
    """Zones that have another cell in the next table."""
    refuses_after: float
    """Seconds from the change until the former cells refuse the moved zones; infinite if they are lost instead."""
    published_after: float = 0.0
    """Seconds from the change until the next table is published."""
    is_lost: bool = False
    """Whether the former cells answer no more from the change on."""


SCENARIOS: Final = (
    Scenario(
        name="split",
        what="a zone moves to a new cell; its former cell refuses it once all copies have ended",
        moved_zones=8,
        refuses_after=90.0,
    ),
    Scenario(
        name="hasty_split",
        what="the same, but the former cell refuses the zones at once",
        moved_zones=8,
        refuses_after=0.0,
    ),
    Scenario(
        name="rebalance",
        what="half of all zones move at once, and their former cells refuse them at once",
        moved_zones=200,
        refuses_after=0.0,
    ),
    Scenario(
        name="lost_region",
        what="25 of 50 cells answer no more; two minutes later the table routes their zones to the other region",
        moved_zones=200,
        refuses_after=float("inf"),
        published_after=120.0,
        is_lost=True,
    ),
)


@dataclass
class Tables:
    """The table before and after a change, as arrays over zones, and what each cell accepts with each setting."""

    before: Cells
    after: Cells
    accepted_before: NDArray[np.bool_]
    """By cell and zone, until the former cells refuse what moved."""
    accepted_after: NDArray[np.bool_]
    document: bytes
    """The next table as clients get it."""


@dataclass
class Counts:
    """What happened to the calls."""

    calls: int = 0
    accepted: int = 0
    accepted_by_a_wrong_cell: int = 0
    refused: int = 0
    unanswered: int = 0
    fetches: list[int] = field(default_factory=list[int])
    """In each step."""
    old_shares: list[float] = field(default_factory=list[float])
    """Share of the first calls of moved zones that used the former table, in each step."""
    waits: list[Floats] = field(default_factory=list[Floats])
    """Seconds from a client's first refused call to its accepted one."""


class Simulation:
    """All clients as arrays: the version of their copy, when it is due, and their failures."""

    def __init__(self, assumptions: Assumptions, scenario: Scenario, policy: CachePolicy, seed: int = SEED) -> None:
        self.given, self.scenario, self.policy = assumptions, scenario, policy
        self.random = np.random.default_rng(seed)
        self.tables = _tables(assumptions, scenario)
        number = assumptions.clients
        self.zone: Cells = self.random.integers(0, assumptions.zones, number, dtype=np.int16)
        self.is_new = np.zeros(number, dtype=np.bool_)
        self.fetched_at: Floats = -self._draw(number) * np.float32(policy.fresh_seconds)
        self.due_at: Floats = (self.fetched_at + lifetime(policy, self._draw(number))).astype(np.float32)
        self.failures = np.zeros(number, dtype=np.int8)
        self.first_refused_at: Floats = np.full(number, np.nan, dtype=np.float32)
        self.retry_at: dict[int, list[NDArray[np.int64]]] = {}
        self.edge_is_new = np.zeros(assumptions.edges, dtype=np.bool_)
        self.edge_until = self.random.random(assumptions.edges) * assumptions.edge_seconds
        self.counts = Counts()
        self.ages: list[float] = []
        """Age of the oldest copy that a call used, in each step."""

    def run(self) -> dict[str, Any]:
        """Run all steps and return the result."""
        given = self.given
        for step in range(round(given.seconds / given.step_seconds)):
            self._step(step, step * given.step_seconds)
        return self._result()

    def _step(self, step: int, now: float) -> None:
        number = self.random.poisson(self.given.orders_per_second * self.given.step_seconds)
        fresh = self.random.integers(0, self.given.clients, number)
        calling = np.unique(np.concatenate([fresh, *self.retry_at.pop(step, [])]))
        self.counts.calls += calling.size
        self.counts.fetches.append(0)
        self._fetch(calling[self.due_at[calling] <= now], now)
        self.ages.append(float(now - self.fetched_at[calling].min()) if calling.size else 0.0)
        moved = fresh[self.tables.before[self.zone[fresh]] != self.tables.after[self.zone[fresh]]]
        self.counts.old_shares.append(float(1 - self.is_new[moved].mean()) if moved.size else 0.0)
        refused = self._call(calling, now)
        # A refused client fetches at once if it may, and calls again in the same second.
        due = refused[self.due_at[refused] <= now]
        self._fetch(due, now)
        self.counts.calls += due.size
        waiting = np.concatenate([refused[self.due_at[refused] > now], self._call(due, now)])
        waiting = np.unique(waiting)
        delay = np.maximum(1, np.ceil((self.due_at[waiting] - now) / self.given.step_seconds)).astype(np.int64)
        for steps in np.unique(delay):
            self.retry_at.setdefault(step + int(steps), []).append(waiting[delay == steps])

    def _fetch(self, clients: NDArray[np.int64], now: float) -> None:
        """Take the table from an edge; edges fetch it again when their copy ends."""
        if not clients.size:
            return
        is_published = now >= self.given.change_at + self.scenario.published_after
        expired = self.edge_until <= now
        self.edge_is_new[expired] = is_published
        self.edge_until[expired] = now + self.given.edge_seconds
        newer = self.edge_is_new[self.random.integers(0, self.given.edges, clients.size)] & ~self.is_new[clients]
        self.is_new[clients[newer]] = True
        self.failures[clients[newer]] = 0
        failures, draw = self.failures[clients], self._draw(clients.size)
        retry = retry_delay(self.policy, np.maximum(failures, 1).astype(np.float32), draw)
        self.fetched_at[clients] = now
        self.due_at[clients] = now + np.where(failures > 0, retry, lifetime(self.policy, draw))
        self.counts.fetches[-1] += clients.size

    def _call(self, clients: NDArray[np.int64], now: float) -> NDArray[np.int64]:
        """Place orders where the copies say; returns the clients without an accepted order."""
        zones, tables, since = self.zone[clients], self.tables, now - self.given.change_at
        cell = np.where(self.is_new[clients], tables.after[zones], tables.before[zones])
        is_moved = tables.before[zones] != tables.after[zones]
        gone = self.scenario.is_lost & (since >= 0) & is_moved & (cell == tables.before[zones])
        rule = tables.accepted_after if since >= self.scenario.refuses_after else tables.accepted_before
        accepted = rule[cell, zones] & ~gone
        counts = self.counts
        counts.accepted += int(accepted.sum())
        counts.accepted_by_a_wrong_cell += int((accepted & ~_owns(tables, cell, zones, self._has_two(since))).sum())
        counts.unanswered += int(gone.sum())
        counts.refused += int((~accepted & ~gone).sum())
        done, failed = clients[accepted], clients[~accepted]
        waited = now - self.first_refused_at[done]
        counts.waits.append(waited[~np.isnan(waited)].astype(np.float32))
        self.first_refused_at[done] = np.nan
        self.failures[done] = 0
        first = failed[self.failures[failed] == 0]
        self.due_at[first] = np.minimum(self.due_at[first], now)
        self.first_refused_at[first] = np.where(
            np.isnan(self.first_refused_at[first]), now, self.first_refused_at[first]
        )
        self.failures[failed] = np.minimum(self.failures[failed] + 1, 30)
        return failed

    def _has_two(self, since: float) -> bool:
        """Whether former and new cell both serve the moved zones, because no refusal has begun."""
        return since < self.scenario.refuses_after

    def _following(self) -> dict[str, float]:
        """Seconds from the publication until a share of the calls of moved zones uses the next table, for good."""
        published = round((self.given.change_at + self.scenario.published_after) / self.given.step_seconds)
        shares = np.array(self.counts.old_shares[published:])
        return {
            name: float((np.flatnonzero(shares > left).max(initial=-1) + 1) * self.given.step_seconds)
            for name, left in (("50_percent", 0.5), ("90_percent", 0.1), ("99_percent", 0.01), ("all", 0.0))
        }

    def _draw(self, number: int) -> Floats:
        return self.random.random(number, dtype=np.float32)

    def _result(self) -> dict[str, Any]:
        counts, moved = self.counts, self.tables.before[self.zone] != self.tables.after[self.zone]
        waits = np.concatenate(counts.waits)
        before, later = counts.fetches[60 : self.given.change_at], counts.fetches[self.given.change_at :]
        return {
            "what": self.scenario.what,
            "clients_of_moved_zones": int(moved.sum()),
            "calls": counts.calls,
            "accepted": counts.accepted,
            "accepted_by_a_wrong_cell": counts.accepted_by_a_wrong_cell,
            "refused_421": counts.refused,
            "unanswered": counts.unanswered,
            "clients_that_waited": int(waits.size),
            "wait_seconds": _quantiles(waits),
            "seconds_until_calls_follow": self._following(),
            "fetches_per_second_before": round(float(np.mean(before)), 1),
            "fetches_per_second_peak": max(later),
            "oldest_copy_used_seconds": round(max(self.ages), 1),
            "document_bytes": len(self.tables.document),
        }


def _owns(tables: Tables, cell: Cells, zones: Cells, has_two: bool) -> NDArray[np.bool_]:
    """Whether a cell serves a zone: the one of the next table, and until it refuses also the former one."""
    return (cell == tables.after[zones]) | (has_two & (cell == tables.before[zones]))


def _tables(given: Assumptions, scenario: Scenario) -> Tables:
    """Zones in equal shares; moved ones go from the first half of the cells to the second."""
    before = (np.arange(given.zones) * given.cells // given.zones).astype(np.int16)
    after = before.copy()
    after[: scenario.moved_zones] = (before[: scenario.moved_zones] + given.cells // 2) % given.cells
    routes = tuple(Route("city", f"zone-{zone}", f"cell-{cell}.example.com") for zone, cell in enumerate(after))
    both = _accepted(given, lambda zone, cell: cell in {before[zone], after[zone]})
    return Tables(
        before=before,
        after=after,
        accepted_before=both,
        accepted_after=_accepted(given, lambda zone, cell: cell == after[zone]),
        document=msgspec.json.encode(RoutingTable(2, routes)),
    )


def _accepted(given: Assumptions, serves: Callable[[int, int], bool]) -> NDArray[np.bool_]:
    """By cell and zone, what the order service answers.

    A cell of several zones has one setting for each here; the rule compares names, so a name for each is the same.
    """
    found = np.zeros((given.cells, given.zones), dtype=np.bool_)
    for cell in range(given.cells):
        for zone in range(given.zones):
            own = f"zone-{zone}" if serves(zone, cell) else f"of-cell-{cell}"
            admission = Admission(city="city", zone=own)
            found[cell, zone] = admission.refusal(Destination(city="city", zone=f"zone-{zone}")) is None
    return found


def _quantiles(values: Floats) -> dict[str, float] | None:
    if not values.size:
        return None
    p50, p90, p99, most = np.quantile(values, [0.5, 0.9, 0.99, 1.0])
    return {
        "p50": round(float(p50), 1),
        "p90": round(float(p90), 1),
        "p99": round(float(p99), 1),
        "max": round(float(most), 1),
    }


def simulate(assumptions: Assumptions, policy: CachePolicy | None = None) -> Mapping[str, Any]:
    """The result of every scenario."""
    chosen = policy or CachePolicy()
    results = {scenario.name: Simulation(assumptions, scenario, chosen).run() for scenario in SCENARIOS}
    return {"seed": SEED, "assumptions": asdict(assumptions), "cache": asdict(chosen), "scenarios": results}


def main() -> int:
    """Simulate, print the time that it took, and write the result."""
    began = time.perf_counter()
    result = simulate(Assumptions())
    RESULT.write_text(json.dumps(result, indent=2) + "\n")
    print(f"{len(SCENARIOS)} scenarios in {time.perf_counter() - began:.0f} s: {RESULT.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
