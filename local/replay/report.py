"""The result of a replay, as JSON and as a table."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from delivery.events import OrderStatus

from ..alarms.report import lines_of_fired, summary
from ..alarms.run import Evaluated
from .observations import Observations, percentile
from .processes import Usage
from .reconcile import Findings

LISTED_FINDINGS: Final = 50
"""The maximum number of lines on the terminal; the JSON has all."""


@dataclass(frozen=True)
class Result:
    """The result of a replay."""

    name: str
    """The name of the instance."""
    speed: float
    wall_seconds: float
    seen: Observations
    findings: Findings
    unsettled: Mapping[str, int]
    """Pending work when the sources were read, by name; empty if every consumer had caught up."""
    processes: tuple[Usage, ...] = ()
    alarms: Evaluated | None = None
    """The alarms of the stack over the run of the cell; None if they were not evaluated."""

    @property
    def delivered(self) -> int:
        """Orders whose page shows a delivery."""
        return self.seen.by_status()[OrderStatus.DELIVERED]

    @property
    def undelivered(self) -> int:
        """Orders that were accepted but not delivered: closed with a reason, or still open."""
        return self.seen.placed - self.delivered

    @property
    def still_open(self) -> int:
        """Orders whose page shows no final status."""
        return sum(not page.is_closed for page in self.seen.pages.values())

    @property
    def is_sound(self) -> bool:
        """Whether every order is closed and reconciled."""
        every_one_placed = self.seen.placed == self.seen.orders_planned
        return not self.findings.all and not self.still_open and every_one_placed and not self.unsettled

    def to_json(self) -> dict[str, Any]:
        """The result as plain values; keys name the unit."""
        return {
            "instance": self.name,
            "speed": self.speed,
            "wall_seconds": round(self.wall_seconds, 1),
            "planned": self.seen.orders_planned,
            "placed": self.seen.placed,
            "delivered": self.delivered,
            "undelivered": self.undelivered,
            "still_open": self.still_open,
            "closed_reasons": dict(self.seen.closed_reasons()),
            "lost": len(self.findings.lost),
            "doubled": len(self.findings.doubled),
            "views_agree": not self.findings.disagreements,
            "unsettled": dict(self.unsettled),
            "findings": self.findings.all,
            "refused": self.seen.rejected,
            "ping_to_page_ms": _percentiles(self.seen.latencies_ms()),
            "ping_to_order_page_ms": _percentiles(self.seen.order_page_latencies_ms),
            "ping_to_city_page_ms": _percentiles(self.seen.city_page_latencies_ms),
            "click_to_door_minutes": _click_to_door(self.seen),
            "pings": {"sent": self.seen.pings_sent, "failed": self.seen.pings_failed},
            "retries": self.seen.retries,
            "reconnects": self.seen.reconnects,
            "alarms": None if self.alarms is None else [history.name for history in self.alarms.fired],
            "processes": [
                {
                    "name": usage.name,
                    "peak_memory_mib": round(usage.peak_memory_mib),
                    "cpu_seconds": round(usage.cpu_seconds, 1),
                }
                for usage in self.processes
            ],
        }

    def write(self, path: Path) -> None:
        """Write the JSON."""
        path.write_text(json.dumps(self.to_json(), indent=2) + "\n")

    def print(self, console: Console) -> None:
        """Print the result and the discrepancies."""
        console.print(self._table())
        for line in _shortened(self.findings.all):
            console.print(f"  {line}", style="red", markup=False)
        for line in _shortened(self.seen.rejected):
            console.print(f"  rejected: {line}", style="yellow", markup=False)
        for line in () if self.alarms is None else lines_of_fired(self.alarms):
            console.print(f"  alarm {line}", style="yellow", markup=False)

    def _table(self) -> Table:
        latency, door = _percentiles(self.seen.latencies_ms()), _click_to_door(self.seen)
        closed = ", ".join(f"{count} {reason}" for reason, count in self.seen.closed_reasons().items())
        waiting = ", ".join(f"{count} {name}" for name, count in self.unsettled.items())
        memory = sum(usage.peak_memory_mib for usage in self.processes)
        rows: list[tuple[str, str]] = [
            ("orders placed", f"{self.seen.placed} of {self.seen.orders_planned}"),
            ("delivered", str(self.delivered)),
            ("closed without delivery", f"{self.undelivered - self.still_open}" + (f" ({closed})" if closed else "")),
            ("still open", str(self.still_open)),
            ("lost", str(len(self.findings.lost))),
            ("duplicated", str(len(self.findings.doubled))),
            ("sources agree", "no" if self.findings.disagreements else "yes"),
            ("every consumer caught up", f"no: {waiting}" if waiting else "yes"),
            ("click to door, minutes", f"mean {door['mean']}, p90 {door['p90']}"),
            ("ping to page, ms", f"p50 {latency['p50']}, p99 {latency['p99']} over {len(self.seen.latencies_ms())}"),
            ("wall seconds", f"{self.wall_seconds:.0f} at {self.speed:g} times real time"),
        ]
        if self.alarms is not None:
            rows.append(("alarms", summary(self.alarms)))
        if memory:
            rows.append(("memory, MiB", f"{memory:.0f} at most, in {len(self.processes)} processes"))
        verdict = "[green]every order reconciled[/green]" if self.is_sound else "[red]not every order reconciled[/red]"
        table = Table("", "", title=f"{self.name}: {verdict}", show_header=False)
        for row in rows:
            table.add_row(*row)
        return table


def _percentiles(values: list[float]) -> dict[str, float | None]:
    return {
        name: None if (value := percentile(values, share)) is None else round(value, 1)
        for name, share in (("p50", 0.50), ("p99", 0.99))
    }


def _click_to_door(seen: Observations) -> dict[str, float | None]:
    minutes = seen.click_to_door_minutes()
    p90 = percentile(minutes, 0.90)
    return {
        "mean": round(fmean(minutes), 1) if minutes else None,
        "p90": None if p90 is None else round(p90, 1),
    }


def _shortened(lines: list[str]) -> Iterable[str]:
    yield from lines[:LISTED_FINDINGS]
    if len(lines) > LISTED_FINDINGS:
        yield f"and {len(lines) - LISTED_FINDINGS} more, all in the JSON"
