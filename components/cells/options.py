"""The arguments of the command, validated."""

import argparse
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

BAKE_MINUTES: Final = range(1, 24 * 60 + 1)
"""An alarm that burns its objective within the hour fires in minutes; a day is the longest that a wave may wait."""

DEFAULT_BAKE_MINUTES: Final = 30
"""Longer than the slower window of the page alarm on fast burn needs for a bad version to show."""

PARALLEL: Final = range(1, 17)
"""Each update runs an engine with 0.5 to 1 GB of memory on the machine of the command."""

DEFAULT_PARALLEL: Final = 4

_IMAGE: Final = re.compile(r"([A-Za-z0-9][A-Za-z0-9./:_-]{0,254}@)?sha256:[0-9a-f]{64}")
_CELL: Final = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_TABLE: Final = re.compile(r"[A-Za-z0-9_.-]{3,255}")
_REGION: Final = re.compile(r"[a-z]{2,4}(-[a-z]+)+-\d")


@dataclass(frozen=True, kw_only=True)
class Options:
    """What the user asked for."""

    command: str
    table: str | None
    region: str | None
    region_stack: str | None
    profile: str | None
    program: Path
    is_json: bool = False
    image: str = ""
    canary: str | None = None
    waves: tuple[tuple[str, ...], ...] = ()
    skipped: tuple[str, ...] = ()
    bake_minutes: int = DEFAULT_BAKE_MINUTES
    parallel: int = DEFAULT_PARALLEL
    is_preview: bool = False


def read_options(words: Sequence[str]) -> Options:
    """Read the command line; a mistake ends the process with exit code 2 and one line."""
    parser = _parser()
    given = parser.parse_args(words)
    if (given.table is None) == (given.region_stack is None):
        parser.error("name the table of cells: either --table NAME --region REGION, or --region-stack STACK")
    if (given.table is None) != (given.region is None):
        parser.error("--table and --region belong together")
    common = {name: getattr(given, name) for name in ("command", "table", "region", "region_stack", "profile")}
    if given.command == "list":
        return Options(**common, program=given.program, is_json=given.json)
    if given.canary and given.wave:
        parser.error("--canary chooses the first of the default waves: omit it, or omit --wave")
    return Options(
        **common,
        program=given.program,
        image=given.image,
        canary=given.canary,
        waves=tuple(given.wave),
        skipped=tuple(given.skip),
        bake_minutes=given.bake_minutes,
        parallel=given.parallel,
        is_preview=given.preview,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m citycell.cells",
        description="The cells of a region. Exit code: 0 done, 1 a wave failed, 2 nothing was changed.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    listing = commands.add_parser("list", help="list the cells with health, version and drain state")
    listing.add_argument("--json", action="store_true", help="print JSON")
    promoting = commands.add_parser("promote", help="bring a version to the cells in waves")
    _add_promotion(promoting)
    for command in (listing, promoting):
        command.add_argument("--table", type=_matching(_TABLE, "a table"), help="the region's table of cells")
        command.add_argument("--region", type=_matching(_REGION, "an AWS region"), help="the region of the table")
        command.add_argument("--region-stack", metavar="STACK", help="the region's stack; its outputs name the table")
        command.add_argument("--profile", help="the AWS profile")
        command.add_argument(
            "--program", type=Path, default=Path(), metavar="DIR", help="the folder with the cells' Pulumi.yaml"
        )
    return parser


def _add_promotion(parser: argparse.ArgumentParser) -> None:
    cell = _matching(_CELL, "a cell")
    add = parser.add_argument
    add("--image", required=True, type=_image, help="the digest (sha256:…), or <repository>@<digest>")
    add("--canary", type=cell, metavar="CELL", help="the first cell (default: the first by name)")
    add(
        "--wave",
        type=_cells,
        action="append",
        default=[],
        metavar="CELL[,CELL…]",
        help="the cells of a wave, once for each wave; by default a canary, one more, the rest",
    )
    add("--skip", type=cell, action="append", default=[], metavar="CELL", help="a cell that keeps its version")
    add(
        "--bake-minutes",
        type=_whole(BAKE_MINUTES),
        default=DEFAULT_BAKE_MINUTES,
        metavar="N",
        help="how long the alarms are watched after each wave (30)",
    )
    add(
        "--parallel",
        type=_whole(PARALLEL),
        default=DEFAULT_PARALLEL,
        metavar="N",
        help="most updates at the same time in a wave (4)",
    )
    add("--preview", action="store_true", help="check, and print the waves without changing anything")


def _matching(pattern: re.Pattern[str], what: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if not pattern.fullmatch(text):
            raise argparse.ArgumentTypeError(f"{text[:80]!r} is no name of {what}")
        return text

    return read


def _cells(text: str) -> tuple[str, ...]:
    read = _matching(_CELL, "a cell")
    return tuple(read(cell) for cell in text.split(","))


def _image(text: str) -> str:
    if not _IMAGE.fullmatch(text):
        message = f"{text[:120]!r} is no digest: use sha256:<64 hex digits>, with or without <repository>@ before it"
        raise argparse.ArgumentTypeError(message)
    return text


def _whole(limits: range) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not text.isdecimal() or int(text) not in limits:
            raise argparse.ArgumentTypeError(f"{text[:20]!r} is not a whole number from {limits[0]} to {limits[-1]}")
        return int(text)

    return read
