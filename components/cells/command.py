"""The command: clients, the two subcommands, and exit codes."""

import getpass
import json
import os
import signal
import socket
import sys
import uuid
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from . import options
from .errors import CellsError, StoppedError, one_line

if TYPE_CHECKING:
    from .promotion import Promotion

FAILED: Final = 1
UNUSABLE: Final = 2
INTERRUPTED: Final = 130

OUTPUTS: Final = ("cellsTable", "region")
"""Outputs of the region's stack."""


def main(words: Sequence[str]) -> int:
    """Run the command and return its exit code. Every problem is one line."""
    chosen = options.read_options(words)
    if find_spec("boto3") is None:
        print("error: boto3 is not installed: pip install 'citycell[cells]'", file=sys.stderr)
        return UNUSABLE
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell starts background jobs without it
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        return _list(chosen) if chosen.command == "list" else _promote(chosen)
    except CellsError as problem:
        print(f"error: {problem}", file=sys.stderr)
        return UNUSABLE
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return INTERRUPTED


def _interrupt(*_: object) -> None:
    """Turn SIGTERM into Ctrl-C, which gives the lock back."""
    signal.raise_signal(signal.SIGINT)


def _clients(chosen: options.Options) -> "tuple[Any, Any, str]":
    """Clients of DynamoDB and CloudWatch, and the name of the table."""
    import boto3  # noqa: PLC0415 - `main` looks for it first
    from botocore.config import Config  # noqa: PLC0415
    from botocore.exceptions import BotoCoreError  # noqa: PLC0415

    table, region = chosen.table, chosen.region
    if chosen.region_stack is not None:
        table, region = _outputs(chosen)
    config = Config(connect_timeout=5, read_timeout=10, retries={"total_max_attempts": 4, "mode": "standard"})
    try:
        session = boto3.Session(profile_name=chosen.profile, region_name=region)
        clients = session.client("dynamodb", config=config), session.client("cloudwatch", config=config)
    except BotoCoreError as error:
        raise CellsError(one_line(str(error))) from None
    return *clients, str(table)


def _outputs(chosen: options.Options) -> tuple[str, str]:
    from .stacks import Stacks  # noqa: PLC0415 - see `_clients`

    stack = str(chosen.region_stack)
    found = Stacks(chosen.program).outputs(stack)
    missing = [name for name in OUTPUTS if not isinstance(found.get(name), str) or not found[name]]
    if missing:
        raise CellsError(f"stack {stack} has no output {', '.join(missing)}: is it the stack of a region?")
    return found["cellsTable"], found["region"]


def _list(chosen: options.Options) -> int:
    from . import listing  # noqa: PLC0415 - see `_clients`
    from .health import Alarms, Health  # noqa: PLC0415
    from .rows import CellRow, CellsTable  # noqa: PLC0415

    dynamodb, cloudwatch, name = _clients(chosen)
    rows = CellsTable(dynamodb, name).read()
    health: Mapping[str, Health] = {}
    try:
        health = Alarms(cloudwatch).read([row.alarm for row in rows if isinstance(row, CellRow)])
    except CellsError as error:
        print(f"warning: health is unknown: {error}", file=sys.stderr)
    if chosen.is_json:
        print(json.dumps(listing.as_json(rows, health), indent=1))
    elif rows:
        print("\n".join(listing.as_lines(rows, health)))
    else:
        print(f"table {name} has no cells")
    return 0


def _promote(chosen: options.Options) -> int:
    from . import waves  # noqa: PLC0415 - see `_clients`
    from .health import Alarms  # noqa: PLC0415
    from .lock import PromotionLock  # noqa: PLC0415
    from .promotion import Promotion, preview  # noqa: PLC0415
    from .rows import CellsTable  # noqa: PLC0415
    from .stacks import Stacks  # noqa: PLC0415

    dynamodb, cloudwatch, name = _clients(chosen)
    table, lock = CellsTable(dynamodb, name), PromotionLock(dynamodb, name, _holder())

    def promotion() -> Promotion:
        planned = waves.plan(table.read(), named=chosen.waves, canary=chosen.canary, skipped=chosen.skipped)
        return Promotion(
            image=chosen.image,
            waves=planned,
            table=table,
            alarms=Alarms(cloudwatch),
            stacks=Stacks(chosen.program),
            lock=lock,
            bake_seconds=60.0 * chosen.bake_minutes,
            parallel=chosen.parallel,
            say=lambda line: print(line, flush=True),
        )

    if chosen.is_preview:
        planned = promotion()
        planned.check()
        print("\n".join(preview(planned.waves, planned.digest)))
        return 0
    with lock:
        return _run(promotion())


def _run(promotion: "Promotion") -> int:
    """Run a promotion. When it ends early after a change, the commands that undo it are printed."""
    try:
        promotion.run()
    except StoppedError as stopped:
        print(f"error: {stopped}", file=sys.stderr)
        _print_way_back(promotion)
        return FAILED
    except KeyboardInterrupt:
        print("stopped; the same command goes on where this one ended", file=sys.stderr)
        _print_way_back(promotion)
        return INTERRUPTED
    return 0


def _print_way_back(promotion: "Promotion") -> None:
    commands = promotion.way_back()
    if not commands:
        print("no cell was changed", file=sys.stderr)
        return
    print("to go on once the cause is removed: the same command again. To go back:", file=sys.stderr)
    for command in commands:
        print(f"  {command}", file=sys.stderr)


def _holder() -> str:
    """Who holds the lock: for people, and different in each run."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        user = "unknown"
    return f"{user}@{socket.gethostname()} ({os.getpid()}, {uuid.uuid4().hex[:8]})"
