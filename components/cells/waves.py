"""The waves of a promotion: a canary, one more cell, then the rest; or the waves that the user names."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from ..core.errors import nearest_name
from .errors import CellsError
from .health import OK, Health
from .rows import CellRow, MalformedRow, usable

Wave = tuple[CellRow, ...]


def plan(
    cells: Sequence[CellRow | MalformedRow],
    *,
    named: Sequence[Sequence[str]] = (),
    canary: str | None = None,
    skipped: Collection[str] = (),
) -> tuple[Wave, ...]:
    """The cells of each wave, in order.

    Args:
        cells: all cells of the region; a row that is not usable may belong to a cell that keeps its version.
        named: the cells of each wave; cells in none of them keep their version. By default three waves.
        canary: the cell of the first wave; by default the first by name.
        skipped: cells that keep their version.

    Raises:
        CellsError: a cell is unknown, is named twice, is draining, or has no usable row, or no cell is left.
    """
    by_name = {row.cell: row for row in cells}
    mentioned = [*(cell for wave in named for cell in wave), *([canary] if canary else []), *skipped]
    for cell in mentioned:
        if cell not in by_name:
            hint = nearest_name(cell, by_name, "")
            raise CellsError(f"cell {cell} is not in the region's table{hint}")
    if named:
        chosen = _named(named, skipped)
    else:
        chosen = _default([row.cell for row in cells if row.cell not in skipped], canary, skipped)
    if not chosen:
        raise CellsError("no cell is left to promote: the table has no cell, or all are skipped")
    waves = tuple(tuple(usable([by_name[cell] for cell in wave])) for wave in chosen)
    _refuse_draining(row for wave in waves for row in wave)
    return waves


def refuse_unhealthy(cells: Iterable[CellRow], health: Mapping[str, Health]) -> None:
    """Refuse to change cells whose alarm is not in state OK.

    Raises:
        CellsError: the alarm of a cell is in another state.
    """
    for row in cells:
        state = health[row.cell].state
        if state != OK:
            raise CellsError(
                f"cell {row.cell}: its alarm {row.alarm} is in state {state}: "
                f"read its runbook, or leave the cell out with --skip {row.cell}"
            )


def _refuse_draining(cells: Iterable[CellRow]) -> None:
    for row in cells:
        if row.draining:
            raise CellsError(f"cell {row.cell} is draining: end its drain, or leave it out with --skip {row.cell}")


def _named(waves: Sequence[Sequence[str]], skipped: Collection[str]) -> Sequence[Sequence[str]]:
    seen: set[str] = set()
    for cell in (cell for wave in waves for cell in wave):
        if cell in seen:
            raise CellsError(f"cell {cell} is in two waves: name it once")
        if cell in skipped:
            raise CellsError(f"cell {cell} is in a wave and skipped: choose one")
        seen.add(cell)
    return [wave for wave in waves if wave]


def _default(cells: Sequence[str], canary: str | None, skipped: Collection[str]) -> Sequence[Sequence[str]]:
    if canary is not None and canary in skipped:
        raise CellsError(f"cell {canary} is the canary and skipped: choose one")
    first = [canary] if canary else list(cells[:1])
    others = [cell for cell in cells if cell not in first]
    return [wave for wave in (first, others[:1], others[1:]) if wave]
