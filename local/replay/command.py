"""`python -m local replay`: replay a day of orders through a cell and reconcile it."""

import argparse
from pathlib import Path
from typing import Final

from rich.console import Console

from delivery.generator import generate_day
from delivery.mdrp import INSTANCE_FILES, Instance, InstanceError, parse_instance

from ..errors import LocalError
from ..progress import note
from .replaying import Plan, replay
from .session import running_cell

DEFAULT_SPEED: Final = 120.0
"""A day of 14 hours takes seven minutes."""
DEFAULT_ORDERS: Final = 150
UNSOUND: Final = 1
"""Exit code if an order is lost, duplicated or still open, or the sources disagree."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `replay`."""
    parser.add_argument("--stack", default="demo", help="as in Pulumi.<stack>.yaml (default: demo)")
    parser.add_argument("--instance", type=Path, metavar="DIR", help="an MDRP instance (default: a generated day)")
    parser.add_argument("--seed", type=int, default=1, help="of the generated day (default: 1)")
    parser.add_argument(
        "--orders", type=_positive_int, default=DEFAULT_ORDERS, help=f"of the generated day (default: {DEFAULT_ORDERS})"
    )
    parser.add_argument(
        "--speed", type=_positive, help=f"platform seconds per second (default: {DEFAULT_SPEED:g}, or the cell's)"
    )
    parser.add_argument("--ping-seconds", type=_positive, help="platform seconds between two pings of a courier")
    parser.add_argument("--limit-minutes", type=_positive, help="stop the day after this many real minutes")
    parser.add_argument("--json", type=Path, metavar="FILE", help="file for the result")


def run(arguments: argparse.Namespace) -> int:
    """Replay and report; returns 0 if every order is closed and reconciled.

    Raises:
        LocalError: the instance is invalid, or the cell cannot start.
    """
    if arguments.instance:
        name, instance = arguments.instance.name, read_instance(arguments.instance)
    else:
        name = f"generated day {arguments.seed}, {arguments.orders} orders"
        instance = generate_day(arguments.seed, arguments.orders)
    plan = Plan(name, instance, arguments.ping_seconds, arguments.limit_minutes)
    if arguments.json and not arguments.json.parent.is_dir():
        raise LocalError(f"--json {arguments.json}: folder {arguments.json.parent} does not exist")
    with running_cell(arguments.stack, arguments.speed, DEFAULT_SPEED) as cell:
        note(f"pages: {cell.addresses.public}/")
        result = replay(cell, plan)
    result.print(Console())
    if arguments.json:
        result.write(arguments.json)
    return 0 if result.is_sound else UNSOUND


def read_instance(folder: Path) -> Instance:
    """Read the instance in a folder.

    Raises:
        LocalError: it is invalid; the message has file and line.
    """
    if not folder.is_dir():
        raise LocalError(f"--instance {folder}: the folder does not exist")
    try:
        return parse_instance({path.name: path.read_text() for path in folder.iterdir() if path.name in INSTANCE_FILES})
    except (InstanceError, UnicodeDecodeError) as error:
        raise LocalError(f"--instance {folder}: {error}") from None


def _positive(text: str) -> float:
    value = float(text)
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"{text} must be greater than 0")
    return value


def _positive_int(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{text} must be at least 1")
    return value
