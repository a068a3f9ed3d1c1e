"""The cells of a region as a table for people and as JSON for programs."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from .health import Health
from .rows import CellRow, MalformedRow

UNKNOWN: Final = "unknown"
HEAD: Final = ("CELL", "CITY", "ZONE", "HEALTH", "DRAIN", "VERSION", "STACK")
SHORT_DIGEST: Final = len("sha256:") + 12
"""Enough to tell versions apart; JSON has the whole digest."""


def state_of(row: CellRow, health: Mapping[str, Health]) -> str:
    """The state of the cell's alarm; `unknown` if it does not exist or could not be read."""
    found = health.get(row.alarm)
    return found.state if found else UNKNOWN


def as_lines(rows: Sequence[CellRow | MalformedRow], health: Mapping[str, Health]) -> list[str]:
    """Aligned lines, with one line for each row that is not usable."""
    table = [HEAD, *(_columns(row, health) for row in rows if isinstance(row, CellRow))]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    lines = ["  ".join(f"{text:<{width}}" for text, width in zip(line, widths, strict=True)).rstrip() for line in table]
    return lines + [f"{row.cell}: its row {row.reason}" for row in rows if isinstance(row, MalformedRow)]


def as_json(rows: Sequence[CellRow | MalformedRow], health: Mapping[str, Health]) -> list[dict[str, Any]]:
    """One object for each row; `error` is null unless the row is not usable."""
    return [
        {**asdict(row), "health": state_of(row, health), "error": None}
        if isinstance(row, CellRow)
        else {"cell": row.cell, "health": UNKNOWN, "error": row.reason}
        for row in rows
    ]


def _columns(row: CellRow, health: Mapping[str, Health]) -> tuple[str, ...]:
    drain = "draining" if row.draining else "-"
    return row.cell, row.city, row.zone or "-", state_of(row, health), drain, row.version[:SHORT_DIGEST], row.stack
