"""The commands of a cell on one machine: `python -m local COMMAND …`."""

import argparse
import importlib
import signal
import sys
from collections.abc import Callable, Sequence
from typing import Any

from rich.markup import escape

from .errors import LocalError
from .progress import console

COMMANDS = {
    "setup": ("setup", "install the engine and the backing services"),
    "deploy": ("deploy", "preview and deploy a stack against the loopback provider"),
    "destroy": ("destroy", "delete a deployed stack"),
    "start": ("runtime.command", "run a deployed stack"),
    "replay": ("replay.command", "replay a day of orders through a running cell"),
    "alarms": ("alarms.command", "show the alarms of a cell, evaluated over its metrics"),
    "demo": ("demo", "deploy the demo city, start it, and replay a day"),
}
"""Module and help of each command. A module has `add_arguments(parser)` and `run(arguments) -> int`."""

FAILED = 2
INTERRUPTED = 130


def main(words: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m local", description="A cell on one machine.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    chosen = next((word for word in words if word in COMMANDS), None)
    for name, (_, text) in COMMANDS.items():
        subparser = commands.add_parser(name, help=text, description=text)
        if name == chosen:
            _module(name).add_arguments(subparser)
    arguments = parser.parse_args(words)
    return guarded(lambda: _module(arguments.command).run(arguments))


def guarded(run: Callable[[], int]) -> int:
    """Run a command; a `LocalError` is printed as one line, and Ctrl-C and SIGTERM stop it, also in the background."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell starts background jobs without it
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        return run()
    except LocalError as problem:
        console.print(f"[red]error:[/red] {escape(str(problem))}", soft_wrap=True)
        return FAILED
    except KeyboardInterrupt:
        console.print("stopped")
        return INTERRUPTED


def _module(command: str) -> Any:
    return importlib.import_module(f".{COMMANDS[command][0]}", __package__)


def _interrupt(*_: object) -> None:
    """Turn SIGTERM into Ctrl-C, which asyncio handles in order."""
    signal.raise_signal(signal.SIGINT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
