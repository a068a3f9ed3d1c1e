"""`python -m local demo`: deploy the demo city, start it, and replay a day of orders in a few minutes."""

import argparse
import time
from typing import Final

from rich.console import Console

from delivery.generator import generate_day

from .deploy import deploy
from .progress import console, note
from .replay.command import UNSOUND
from .replay.replaying import Plan, replay
from .replay.session import running_cell

STACK: Final = "demo"
SEED: Final = 7
ORDERS: Final = 200
SPEED: Final = 300.0
"""The generated day of 14 hours takes about three minutes."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `demo`."""
    parser.add_argument("--stay", action="store_true", help="keep the cell running after the day, until Ctrl-C")
    parser.add_argument("--port", type=int, help="port of the pages on 127.0.0.1 (default: a free one)")


def run(arguments: argparse.Namespace) -> int:
    """Run the demo; returns 0 if every order is closed and reconciled.

    Raises:
        LocalError: the deploy or the start failed.
    """
    deploy(STACK)
    with running_cell(STACK, SPEED, SPEED, arguments.port) as cell:
        pages = cell.addresses.public
        note(f"[bold]live city: {pages}/[/bold]")
        result = replay(cell, Plan(f"demo day, {ORDERS} orders", generate_day(SEED, ORDERS)))
        result.print(Console())
        if arguments.stay:
            _stay(pages)
    return 0 if result.is_sound else UNSOUND


def _stay(pages: str) -> None:
    """Keep the cell running until Ctrl-C."""
    console.print(f"the city keeps running at {pages}/ until Ctrl-C")
    try:
        while True:
            time.sleep(1.0)
    except KeyboardInterrupt:
        return
