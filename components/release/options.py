"""The arguments of the command, validated."""

import argparse
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from . import steps
from .alarms import MAX_ALARMS
from .errors import ReleaseError

BAKE_SECONDS: Final = range(86_401)
SHARES: Final = range(steps.MIN_SHARE, steps.MAX_SHARE + 1)
DEFAULT_BAKE_SECONDS: Final = 300
DEFAULT_SHARE: Final = 10
ALIAS: Final = "live"

_FUNCTION: Final = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_VERSION: Final = re.compile(r"[1-9][0-9]{0,9}")

_EPILOG: Final = """exit codes:
  0    done, or nothing to do
  1    an alarm or an error stopped the release, and every alias is on its old version
  2    the release could not begin: nothing was moved
  3    an alias is not where it was and not where it should be; the error says which
  130  interrupted: the aliases stay where they are; run the same command again, or `undo`
"""


@dataclass(frozen=True, kw_only=True)
class Options:
    """What the user asked for."""

    action: str
    """`status`, `shift` or `undo`."""
    functions: tuple[str, ...]
    alias: str
    region: str | None
    profile: str | None
    target: str | None
    """None for the newest version of each function."""
    shares: tuple[int, ...]
    bake_seconds: int
    alarms: tuple[str, ...]


def read_options(words: Sequence[str]) -> Options:
    """Read the command line.

    Raises:
        ReleaseError: arguments are missing or exclude each other.
    """
    given = _parser().parse_args(words)
    functions: list[str] = given.functions
    if len(set(functions)) != len(functions):
        raise ReleaseError("each function may appear once")
    is_shift = given.action == "shift"
    if is_shift and not given.alarm and not given.without_alarms:
        raise ReleaseError("name an alarm with --alarm, or pass --without-alarms to watch none")
    if is_shift and given.alarm and given.without_alarms:
        raise ReleaseError("--alarm and --without-alarms exclude each other")
    if is_shift and given.to is not None and len(functions) > 1:
        raise ReleaseError("--to names a version of one function: leave it out, or release the functions one by one")
    alarms = tuple(dict.fromkeys(given.alarm)) if is_shift else ()
    if len(alarms) > MAX_ALARMS:
        raise ReleaseError(f"there are {len(alarms)} alarms; a release watches {MAX_ALARMS} at most")
    return Options(
        action=given.action,
        functions=tuple(functions),
        alias=given.alias,
        region=given.region,
        profile=given.profile,
        target=given.to if is_shift else None,
        shares=_shares(given) if is_shift else (),
        bake_seconds=given.bake_seconds if is_shift else 0,
        alarms=alarms,
    )


def _shares(given: argparse.Namespace) -> tuple[int, ...]:
    if given.at_once:
        return steps.at_once()
    return steps.linear(given.linear) if given.linear else steps.canary(given.canary or DEFAULT_SHARE)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m citycell.release",
        description="Moves the alias of functions to a new version in steps, watches alarms, and goes back.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("functions", nargs="+", type=_function, metavar="FUNCTION", help="its name on AWS")
    common.add_argument("--alias", default=ALIAS, type=_function, help=f"the alias (default: {ALIAS})")
    common.add_argument("--region", help="the AWS region (default: that of the profile or AWS_REGION)")
    common.add_argument("--profile", help="the AWS profile")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("status", parents=[common], help="where the aliases point, and the newest versions")
    actions.add_parser("undo", parents=[common], help="end an interrupted release on the old versions")
    shift = actions.add_parser("shift", parents=[common], help="move the aliases; also continues where a release ended")
    shift.add_argument("--to", type=_version, metavar="VERSION", help="the version (default: the newest)")
    shares = shift.add_mutually_exclusive_group()
    share, percent = _whole(SHARES), "PERCENT"
    shares.add_argument("--canary", type=share, metavar=percent, help="a share, then everything (default: 10)")
    shares.add_argument("--linear", type=share, metavar=percent, help="the same share again and again")
    shares.add_argument("--at-once", action="store_true", help="everything in one step")
    shift.add_argument(
        "--bake-seconds",
        type=_whole(BAKE_SECONDS),
        default=DEFAULT_BAKE_SECONDS,
        metavar="N",
        help=f"how long the alarms are watched after each step (default: {DEFAULT_BAKE_SECONDS})",
    )
    shift.add_argument("--alarm", action="append", default=[], metavar="NAME", help="an alarm to watch; repeatable")
    shift.add_argument("--without-alarms", action="store_true", help="watch nothing: the release never goes back")
    return parser


def _function(text: str) -> str:
    if not _FUNCTION.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{text!r} must be letters, digits, hyphens and underscores")
    return text


def _version(text: str) -> str:
    if not _VERSION.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{text!r} must be the number of a published version")
    return text


def _whole(allowed: range) -> Callable[[str], int]:
    """A reader of whole numbers in a range."""

    def read(text: str) -> int:
        if not text.isdecimal() or len(text) > len(f"{allowed[-1]}") or int(text) not in allowed:
            raise argparse.ArgumentTypeError(f"{text!r} must be a whole number from {allowed[0]} to {allowed[-1]}")
        return int(text)

    return read
