"""The command: it reads where aliases are, moves them, and says each step."""

import signal
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from typing import Any, Final

from ..preflight.clients import Clients, one_line
from .alarms import Alarms
from .aliases import Alias, Aliases
from .errors import ReleaseError, StuckError, WentBackError
from .options import Options, read_options
from .shift import Move, Release

INTERRUPTED: Final = 130


def main(words: Sequence[str], make_clients: Callable[[Options], Clients] | None = None) -> int:
    """Run the command; its exit code. Every problem is one line."""
    if find_spec("boto3") is None:
        return _failed(ReleaseError("the release command needs boto3: pip install 'citycell[release]'"))
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell starts background jobs without it
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        options = read_options(words)
        _run(options, (make_clients or _clients)(options))
    except ReleaseError as problem:
        return _failed(problem)
    except KeyboardInterrupt:
        print("interrupted: continue with the same command, or go back with `undo`", file=sys.stderr)
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - a stack trace is no user interface
        return _failed(StuckError(f"the command failed: {one_line(f'{type(error).__name__}: {error}')}"))
    return 0


def _failed(problem: ReleaseError) -> int:
    print(f"error: {problem}", file=sys.stderr)
    return problem.exit_code


def _interrupt(*_: object) -> None:
    """Turn SIGTERM into Ctrl-C."""
    signal.raise_signal(signal.SIGINT)


def _clients(options: Options) -> Clients:
    import boto3  # noqa: PLC0415 - `main` looks for it
    from botocore.exceptions import BotoCoreError  # noqa: PLC0415

    try:
        session: Any = boto3.Session(profile_name=options.profile, region_name=options.region)
    except BotoCoreError as error:
        raise ReleaseError(one_line(str(error))) from None
    region: str | None = session.region_name
    if not region:
        raise ReleaseError("there is no region: pass --region or set AWS_REGION")
    return Clients(session, region)


def _run(options: Options, clients: Clients) -> None:
    aliases = Aliases(clients)
    found = [aliases.read(function, options.alias) for function in options.functions]
    if options.action == "status":
        for alias in found:
            print(f"{alias.label}: {alias.position}; newest version: {aliases.newest_version(alias.function)}")
    elif options.action == "undo":
        _undo(aliases, found)
    else:
        _shift(options, clients, aliases, found)


def _undo(aliases: Aliases, found: Sequence[Alias]) -> None:
    """End releases on their old versions; an alias without a release stays."""
    for number, alias in enumerate(found):
        if alias.next_version is None:
            print(f"{alias.label}: {alias.position}, and no release to undo")
            continue
        try:
            print(f"{alias.label}: {aliases.settle(alias, alias.version).position}")
        except ReleaseError as problem:
            rest = ", ".join(later.label for later in found[number + 1 :])
            raise StuckError(f"{problem}{rest and f'; not tried: {rest}'}") from None


def _shift(options: Options, clients: Clients, aliases: Aliases, found: Sequence[Alias]) -> None:
    moves = [move for alias in found if (move := _move(options, aliases, alias))]
    if not moves:
        return
    for move in moves:
        aliases.check(move.alias, move.target)
    alarms = Alarms(clients, options.alarms)
    if not any(move.alias.share for move in moves):
        alarms.check()  # a release that is continued goes back instead
    release = Release(aliases, alarms, options.bake_seconds, say=_say)
    try:
        release.run(moves, options.shares)
    except (WentBackError, StuckError):
        raise
    except ReleaseError as problem:
        raise StuckError(f"{problem}; run the same command again") from None


def _move(options: Options, aliases: Aliases, alias: Alias) -> Move | None:
    """What an alias has to do; None if it is there."""
    target = options.target or aliases.newest_version(alias.function)
    if alias.next_version is None and alias.version == target:
        _say(f"{alias.label}: {alias.position} already")
        return None
    if alias.next_version not in (None, target):
        raise ReleaseError(
            f"{alias.label} is at {alias.position}: continue with --to {alias.next_version}, or go back with `undo`"
        )
    if alias.version == target:
        raise ReleaseError(f"{alias.label} is at {alias.position}: go back to version {target} with `undo`")
    return Move(alias=alias, target=target)


def _say(text: str) -> None:
    print(text, flush=True)
