"""The cell that a replay runs on: one that runs already, or one that is deployed and started for it."""

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
from ..runtime.declared import given_anywhere
from ..runtime.differences import as_table
from ..runtime.runtime import Runtime
from ..state import StackState, load_state
from .clock import PlatformClock
from .sources import Access

ANSWER_SECONDS: Final = 5.0


@dataclass(frozen=True)
class Cell:
    """A running cell as a replay needs it."""

    state: StackState
    addresses: Addresses
    clock: PlatformClock
    runtime: Runtime | None
    """What runs the cell, when this process does."""

    @property
    def access(self) -> Access:
        """Where the accounts of its orders are read."""
        return Access(
            kafka=self.addresses.kafka,
            order_events_topic=given_anywhere(self.state, "ORDER_EVENTS_TOPIC"),
            database=self.addresses.postgres,
            dynamodb_url=self.addresses.dynamodb,
            region=self.addresses.region,
            order_views_table=given_anywhere(self.state, "ORDER_VIEWS_TABLE"),
            payments_url=self.addresses.payments,
        )


def deployed(stack: str) -> Path:
    """The exported state of a stack, deployed first if it never was.

    Raises:
        LocalError: it cannot be deployed.
    """
    path = stack_dir(stack) / "state.json"
    return path if path.exists() else deploy(stack).state_path


@contextmanager
def running_cell(stack: str, speed: float | None, default_speed: float, port: int | None = None) -> Generator[Cell]:
    """The running cell of a stack; one that was started for this begins empty and is stopped at the end.

    Args:
        stack: its name, as in `Pulumi.<stack>.yaml`.
        speed: platform seconds in a second of the wall; None takes what the running cell has.
        default_speed: speed of a cell that is started without one given.
        port: port of its gateway, when it is started; a free one by default.

    Raises:
        LocalError: it cannot be started, or it runs already at another speed.
    """
    state = load_state(deployed(stack))
    own = stack_dir(stack) / "replay"
    if running := _found_running(stack_dir(stack) / "cell") or _found_running(own):
        clock = _clock_of(running)
        if speed is not None and speed != clock.speed:
            raise LocalError(
                f"the cell of stack {stack} runs at {clock.speed:g} times real time, and {speed:g} was asked for: "
                "stop it, or leave out --speed"
            )
        note(f"the cell of stack {stack} runs already at {running.public}")
        yield Cell(state, running, clock, None)
        return
    console.print(as_table())
    clock = PlatformClock.starting_now(speed or default_speed)
    # Its clock runs ahead of the wall: what an earlier day left behind would lie in the future.
    with Runtime(state, own, clock=clock, public_port=port, clean=True) as runtime:
        yield Cell(state, runtime.addresses, clock, runtime)


def _found_running(directory: Path) -> Addresses | None:
    """The addresses of a cell whose gateway answers; a killed one may have left addresses behind."""
    try:
        addresses = load_addresses(directory)
        with urllib.request.urlopen(f"{addresses.public}/_local/health", timeout=ANSWER_SECONDS):  # noqa: S310 - our own loopback address
            return addresses
    except (LocalError, OSError):
        return None


def _clock_of(addresses: Addresses) -> PlatformClock:
    """The clock that the cell's pages are told; without one it is the wall's."""
    with urllib.request.urlopen(f"{addresses.public}/config.json", timeout=ANSWER_SECONDS) as answer:  # noqa: S310 - our own loopback address
        text = json.load(answer).get("clock")
    return PlatformClock.parse(text) if text else PlatformClock(0.0, 0.0, 1.0)
