"""The command: arguments, addresses and tokens, the test, and its exit code."""

import asyncio
import signal
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from typing import Final

from .errors import SmokeError
from .report import Report

FAILED: Final = 1
UNUSABLE: Final = 2
INTERRUPTED: Final = 130
LIBRARIES: Final = ("aiohttp", "boto3")
"""Of the extra `smoke`; no other part of citycell imports them."""


def main(words: Sequence[str]) -> int:
    """Run the test and return its exit code. Every problem is one line."""
    if missing := [name for name in LIBRARIES if find_spec(name) is None]:
        print(f"error: {', '.join(missing)} is not installed: pip install 'citycell[smoke]'", file=sys.stderr)
        return UNUSABLE
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell starts background jobs without it
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        return _run(words)
    except SmokeError as problem:
        print(f"error: {problem}", file=sys.stderr)
        return UNUSABLE
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return INTERRUPTED


def _interrupt(*_: object) -> None:
    """Turn SIGTERM into Ctrl-C, after which the test cleans up."""
    signal.raise_signal(signal.SIGINT)


def _run(words: Sequence[str]) -> int:
    from . import options, target, tokens  # noqa: PLC0415 - they need the libraries that `main` looks for
    from .city import CityTest  # noqa: PLC0415

    chosen = options.read_options(words)
    if chosen.local:
        city = target.local_target(chosen.stack, chosen.local_directory)
    else:
        city = target.aws_target(chosen.stack, target.stack_outputs(chosen.stack, chosen.outputs), chosen.api_url)
    if chosen.tokens is not None:
        source = tokens.from_file(chosen.tokens)
    elif chosen.token_command is not None:
        source = tokens.from_command(chosen.token_command)
    else:
        source = tokens.from_local_gateway(city)
    report = Report(chosen.stack)
    try:
        asyncio.run(CityTest(city, chosen, source, report).run())
    finally:
        print(report.total, flush=True)
        if chosen.json is not None:
            report.write(chosen.json)
    return 0 if report.is_ok else FAILED
