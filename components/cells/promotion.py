"""The promotion of an image: wave by wave, each gated by the alarms of its cells and a bake time."""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from .errors import CellsError, StoppedError
from .health import OK, Alarms
from .lock import PromotionLock
from .rows import CellRow, CellsTable
from .stacks import IMAGE, Stacks
from .waves import Wave, refuse_unhealthy

POLL_SECONDS: Final = 15.0
"""Alarms have periods of a minute."""


@dataclass
class Promotion:
    """One promotion of one image over waves of cells."""

    image: str
    """A digest, or a repository with a digest; of a digest each stack keeps its repository."""
    waves: Sequence[Wave]
    table: CellsTable
    alarms: Alarms
    stacks: Stacks
    lock: PromotionLock
    bake_seconds: float
    parallel: int
    """Most updates at the same time in a wave."""
    say: Callable[[str], None] = print
    poll_seconds: float = POLL_SECONDS
    clock: Callable[[], float] = time.monotonic
    wait: Callable[[float], None] = time.sleep
    _images: dict[str, str] = field(default_factory=dict[str, str])
    """Cell to its image before its update."""
    _changed_at: dict[str, datetime | None] = field(default_factory=dict[str, datetime | None])
    """Cell to the last change of its alarm, from before its update."""
    _watched: dict[str, CellRow] = field(default_factory=dict[str, CellRow])
    """The cells with the new version whose alarms may stop the promotion."""
    _saving: threading.Lock = field(default_factory=threading.Lock)

    @property
    def digest(self) -> str:
        """The version that cells have after their update."""
        return self.image.rsplit("@", 1)[-1]

    def run(self) -> None:
        """Promote.

        Raises:
            CellsError: something is wrong before the first change.
            StoppedError: a wave failed. `way_back` has the commands that undo what was changed.
        """
        self.lock.record.begin(self.digest)
        self.check()
        for number, wave in enumerate(self.waves, start=1):
            try:
                self._run_wave(number, wave)
            except CellsError as error:
                raise StoppedError(f"wave {number} of {len(self.waves)} stopped: {error}") from None
        self.lock.record.previous = {}
        self._save()
        self.say(f"every cell of the promotion has {self.digest}")

    def check(self) -> None:
        """Check all cells before the first change.

        Raises:
            CellsError: a cell is not healthy, or its stack is not usable.
        """
        everything = [row for wave in self.waves for row in wave]
        health = self.alarms.of(everything)
        refuse_unhealthy(everything, health)
        pending = [row for row in everything if not self._has_version(row)]
        with ThreadPoolExecutor(max_workers=self.parallel) as pool:
            images = list(pool.map(self.stacks.image, [row.stack for row in pending]))
        self._images = {row.cell: image for row, image in zip(pending, images, strict=True)}
        record = self.lock.record
        for row in everything:
            self._changed_at[row.cell] = health[row.cell].changed_at
            if row.cell in record.previous and row.cell not in record.unfinished:
                self._watched[row.cell] = row  # updated by the run that this one continues

    def way_back(self) -> list[str]:
        """The commands that bring every changed cell back, in the order of the waves reversed."""
        stacks = {row.cell: row.stack for wave in self.waves for row in wave}
        previous = self.lock.record.previous
        changed = [cell for cell in reversed(stacks) if cell in previous]
        return [command for cell in changed for command in self.stacks.way_back(stacks[cell], previous[cell])]

    def _has_version(self, row: CellRow) -> bool:
        return row.version == self.digest and row.cell not in self.lock.record.unfinished

    def _run_wave(self, number: int, wave: Wave) -> None:
        title = f"wave {number} of {len(self.waves)}"
        current = self._current(wave)
        pending = [row for row in current if not self._has_version(row)]
        for row in current:
            if row not in pending:
                self.say(f"{title}: {row.cell} has the version already")
        self._gate(current)
        if pending:
            self._update(title, pending)
        unbaked = [row for row in current if row.cell in self.lock.record.unbaked]
        if unbaked:
            self._watched |= {row.cell: row for row in unbaked}
            self._bake(title)
            self.lock.record.unbaked -= {row.cell for row in unbaked}
            self._save()

    def _current(self, wave: Wave) -> list[CellRow]:
        """The cells of a wave as the table has them now."""
        rows = self._rows()
        for row in wave:
            if row.cell not in rows:
                raise CellsError(f"cell {row.cell} has no usable row in the region's table any more")
            if rows[row.cell].draining:
                raise CellsError(f"cell {row.cell} has begun to drain")
        return [rows[row.cell] for row in wave]

    def _rows(self) -> Mapping[str, CellRow]:
        return {row.cell: row for row in self.table.read() if isinstance(row, CellRow)}

    def _gate(self, wave: Sequence[CellRow]) -> None:
        """Check the alarms of the wave and of all cells that were updated before."""
        watched = {row.cell: row for row in wave} | self._watched
        health = self.alarms.of(watched.values())
        for cell, row in watched.items():
            found = health[cell]
            if found.state != OK:
                raise CellsError(f"cell {cell}: its alarm {row.alarm} is in state {found.state}")
            if found.changed_at != self._changed_at[cell]:
                # It fired and ended between two reads.
                raise CellsError(f"cell {cell}: its alarm {row.alarm} left the state OK until {found.changed_at}")

    def _update(self, title: str, pending: Sequence[CellRow]) -> None:
        """Update the cells of a wave; after a failure no other update begins, and the running ones end."""
        failed = threading.Event()

        def update(row: CellRow) -> None:
            if failed.is_set():
                return
            try:
                self._update_cell(title, row)
            except BaseException:
                failed.set()
                raise

        with ThreadPoolExecutor(max_workers=min(self.parallel, len(pending))) as pool:
            futures = [pool.submit(update, row) for row in pending]
            try:
                errors = [error for future in futures if (error := future.exception()) is not None]
            except BaseException:
                failed.set()
                self.stacks.stop()
                _settle(futures)
                raise
        if errors:
            raise errors[0]

    def _update_cell(self, title: str, row: CellRow) -> None:
        record, image = self.lock.record, self._images[row.cell]
        wanted = self.image if "@" in self.image else f"{_repository(image)}{self.digest}"
        with self._saving:
            record.previous.setdefault(row.cell, image)
            record.unfinished.add(row.cell)
            self.lock.save()
        self.say(f"{title}: {row.cell} is being updated")
        began = self.clock()
        self.stacks.update(row.cell, row.stack, wanted)
        written = self._rows().get(row.cell)
        if written is None or written.version != self.digest:
            version = written.version if written else "missing"
            raise CellsError(f"cell {row.cell}: its stack is updated, but its row has the version {version}")
        with self._saving:
            record.unfinished.discard(row.cell)
            record.unbaked.add(row.cell)
            self.lock.save()
        self.say(f"{title}: {row.cell} is updated after {self.clock() - began:.0f} s")

    def _bake(self, title: str) -> None:
        """Watch the alarms for the bake time; the last look is at its end."""
        names = ", ".join(sorted(self._watched))
        self.say(f"{title}: watching the alarms of {names} for {self.bake_seconds / 60:g} minutes")
        until = self.clock() + self.bake_seconds
        while True:
            self.lock.check()
            self._gate([])
            left = until - self.clock()
            if left <= 0:
                return
            self.wait(min(self.poll_seconds, left))

    def _save(self) -> None:
        with self._saving:
            self.lock.save()


def _repository(image: str) -> str:
    """The repository of an image with its `@`; empty for a digest alone."""
    found = IMAGE.fullmatch(image)
    assert found is not None  # `Stacks.image` returns nothing else
    return f"{found['repository']}@" if found["repository"] else ""


def _settle(futures: Sequence[Future[None]]) -> None:
    """Wait until all updates have ended after an interruption."""
    for future in futures:
        future.cancel()
    for future in futures:
        if not future.cancelled():
            future.exception()


def preview(waves: Sequence[Wave], digest: str) -> list[str]:
    """What a promotion would do, as lines."""
    return [
        f"wave {number} of {len(waves)}: {row.cell} "
        + ("has the version already" if row.version == digest else f"is updated from {row.version}")
        for number, wave in enumerate(waves, start=1)
        for row in wave
    ]
