"""The cell of a replay: a running one, or one that is deployed and started for the replay."""

import json
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..deploy import deploy
from ..errors import LocalError
from ..paths import stack_dir
from ..progress import console, note
from ..runtime.addresses import Addresses, load_addresses
from ..runtime.declared import environment_value
from ..runtime.differences import as_table
from ..runtime.runtime import Runtime
from ..state import StackState, load_state
from .clock import PlatformClock
from .sources import Access

TIMEOUT_SECONDS: Final = 5.0


@dataclass(frozen=True)
class Cell:
    """A running cell, as a replay needs it."""

    state: StackState
    addresses: Addresses
    clock: PlatformClock
    runtime: Runtime | None
    """The runtime, if this process runs the cell."""
    directory: Path | None = None
    """The folder of the cell; by default that of the runtime."""

    @property
    def folder(self) -> Path | None:
        """The folder of the cell's logs, if it is known."""
        return self.runtime.directory if self.runtime else self.directory

    @property
    def access(self) -> Access:
        """How to reach the sources of the reconciliation."""
        return Access(
            kafka=self.addresses.kafka,
            order_events_topic=environment_value(self.state, "ORDER_EVENTS_TOPIC"),
            database=self.addresses.postgres,
            dynamodb_url=self.addresses.dynamodb,
            region=self.addresses.region,
            order_views_table=environment_value(self.state, "ORDER_VIEWS_TABLE"),
            payments_url=self.addresses.payments,
        )


def deployed(stack: str) -> Path:
    """The exported state of a stack, which is deployed first if necessary.

    Raises:
        LocalError: the deploy failed.
    """
    path = stack_dir(stack) / "state.json"
    return path if path.exists() else deploy(stack).state_path


@contextmanager
def running_cell(stack: str, speed: float | None, default_speed: float, port: int | None = None) -> Generator[Cell]:
    """The running cell of a stack. If none runs, an empty one is started and stopped at the end.

    Args:
        stack: its name, as in `Pulumi.<stack>.yaml`.
        speed: platform seconds per second; None takes the speed of the running cell.
        default_speed: the speed of a new cell if `speed` is None.
        port: the gateway's port of a new cell; by default a free one.

    Raises:
        LocalError: it cannot start, or it already runs at another speed.
    """
    state = load_state(deployed(stack))
    own = stack_dir(stack) / "replay"
    if (running := _found_running(folder := stack_dir(stack) / "cell")) or (running := _found_running(folder := own)):
        clock = _clock_of(running)
        if speed is not None and speed != clock.speed:
            raise LocalError(
                f"the cell of stack {stack} runs at {clock.speed:g} times real time, not at {speed:g}: "
                "stop it, or omit --speed"
            )
        note(f"the cell of stack {stack} runs already at {running.public}")
        yield Cell(state, running, clock, None, folder)
        return
    console.print(as_table())
    clock = PlatformClock.starting_now(speed or default_speed)
    # The clock runs ahead of real time, so data of an earlier day would be in the future.
    with Runtime(state, own, clock=clock, public_port=port, clean=True) as runtime:
        yield Cell(state, runtime.addresses, clock, runtime)


def _found_running(directory: Path) -> Addresses | None:
    """The addresses of a cell whose gateway answers; a killed cell may leave its addresses behind."""
    try:
        addresses = load_addresses(directory)
        with urllib.request.urlopen(f"{addresses.public}/_local/health", timeout=TIMEOUT_SECONDS):  # noqa: S310 - our own loopback address
            return addresses
    except (LocalError, OSError):
        return None


def _clock_of(addresses: Addresses) -> PlatformClock:
    """The clock in the configuration of the cell's pages; real time if there is none."""
    with urllib.request.urlopen(f"{addresses.public}/config.json", timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310 - our own loopback address
        text = json.load(answer).get("clock")
    return PlatformClock.parse(text) if text else PlatformClock(0.0, 0.0, 1.0)
