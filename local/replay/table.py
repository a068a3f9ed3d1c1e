"""The progress of a replay: a live table on a terminal, otherwise a line every few seconds."""

import asyncio
import time

from rich.console import Console
from rich.live import Live
from rich.panel import Panel
from rich.progress_bar import ProgressBar
from rich.table import Table

from delivery.events import OrderStatus

from .lag import LagReader
from .observations import Observations, percentile
from .setup import ReplaySetup

REFRESH_SECONDS = 0.5
LINE_EVERY_SECONDS = 5.0


class LiveView:
    """Shows the progress of one replay; run `show` as a task and cancel it at the end."""

    def __init__(self, console: Console, setup: ReplaySetup, lag: LagReader, address: str) -> None:
        self._console = console
        self._setup = setup
        self._lag = lag
        self._address = address

    async def show(self) -> None:
        """Refresh until cancelled; the last state stays on the screen."""
        if not self._console.is_terminal:
            await self._lines()
            return
        with Live(self._panel(), console=self._console, auto_refresh=False) as live:
            try:
                while True:
                    live.update(self._panel(), refresh=True)
                    await asyncio.sleep(REFRESH_SECONDS)
            finally:
                live.update(self._panel(), refresh=True)

    async def _lines(self) -> None:
        began = time.monotonic()
        while True:
            self._console.print(f"  {time.monotonic() - began:5.0f} s  {self._line()}", soft_wrap=True)
            await asyncio.sleep(LINE_EVERY_SECONDS)

    def _line(self) -> str:
        seen = self._setup.observations
        orders = seen.by_status()
        states = " · ".join(f"{orders[status]} {status}" for status in OrderStatus if orders[status])
        return (
            f"day {self._time_of_day()}  {_closed(seen)}/{seen.orders_planned} closed  ({states or 'no order yet'})  "
            f"couriers {len(seen.couriers_on)} on, {len(seen.couriers_busy)} busy  "
            f"lag {sum(self._lag.current.values())}  ping→page {_latency(seen)}"
        )

    def _panel(self) -> Panel:
        seen = self._setup.observations
        table = Table.grid(padding=(0, 2))
        table.add_column(style="dim", no_wrap=True)
        table.add_column()
        done = ProgressBar(total=max(1, seen.orders_planned), completed=_closed(seen), width=40)
        table.add_row("closed", done)
        table.add_row("", f"{_closed(seen)} of {seen.orders_planned} orders")
        orders = seen.by_status()
        for status in OrderStatus:
            table.add_row(status.replace("_", " "), str(orders[status]))
        table.add_row("couriers", f"{len(seen.couriers_on)} on shift, {len(seen.couriers_busy)} busy")
        table.add_row("pings", f"{seen.pings_sent} sent, ping → page {_latency(seen)}")
        for group, lag in sorted(self._lag.current.items()):
            table.add_row(f"lag {group}", str(lag))
        title = f"[bold]{self._setup.clock.speed:g} times real time[/bold]  day {self._time_of_day()}"
        return Panel(table, title=title, subtitle=self._address, expand=False)

    def _time_of_day(self) -> str:
        minute = max(0, int((self._setup.clock.now() - self._setup.day_begins) // 60))
        return f"{minute // 60:02d}:{minute % 60:02d}"


def _closed(seen: Observations) -> int:
    return sum(page.is_closed for page in seen.pages.values())


def _latency(seen: Observations) -> str:
    latencies = seen.latencies_ms()
    p50, p99 = percentile(latencies, 0.50), percentile(latencies, 0.99)
    return "none yet" if p50 is None or p99 is None else f"p50 {p50:.0f} ms, p99 {p99:.0f} ms"
