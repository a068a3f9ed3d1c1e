"""A release: the aliases of one or more functions move to new versions, step by step and together."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from . import steps
from .alarms import Alarms
from .aliases import Alias, Aliases
from .errors import ReleaseError, StuckError, WentBackError

POLL_SECONDS: Final = 15.0
"""Between two looks at the alarms; CloudWatch evaluates them every 10 to 60 seconds."""


@dataclass(frozen=True, kw_only=True)
class Move:
    """One alias, and the version that it moves to."""

    alias: Alias
    target: str


@dataclass
class Release:
    """Moves aliases, watches alarms after each step, and goes back.

    All aliases take a step before any takes the next one. `sleep` and `now` are the clock, for tests.
    """

    aliases: Aliases
    alarms: Alarms
    bake_seconds: float
    say: Callable[[str], None]
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], float] = time.monotonic
    _moves: list[Move] = field(default_factory=list[Move])

    def run(self, moves: Sequence[Move], shares: tuple[int, ...]) -> None:
        """Move every alias to its target.

        Raises:
            WentBackError: an alarm or an error stopped the release, and all aliases are on their old versions.
            StuckError: as above, and an alias could not be moved back.
            KeyboardInterrupt: the aliases stay where they are; the same release can be continued or undone.
        """
        self._moves = list(moves)
        reached = min(move.alias.share for move in self._moves)
        try:
            for share in steps.remaining(shares, reached):
                self._take(share)
                self._bake()
        except ReleaseError as error:
            self._go_back(error)
        self._settle()

    def _take(self, share: int) -> None:
        """Give the new versions a share; an alias that an interrupted release moved further stays there."""
        for number, move in enumerate(self._moves):
            if move.alias.share < share:
                moved = self.aliases.shift(move.alias, move.target, share)
                self._moves[number] = Move(alias=moved, target=move.target)
            self.say(f"{move.alias.label}: {self._moves[number].alias.position}")

    def _bake(self) -> None:
        """Watch the alarms for a while, at least once."""
        end = self.now() + self.bake_seconds
        while True:
            self.alarms.check()
            rest = end - self.now()
            if rest <= 0:
                return
            self.sleep(min(POLL_SECONDS, rest))

    def _settle(self) -> None:
        """Make the new versions the only ones. They already have all invocations, so an error here is none of theirs.

        Raises:
            ReleaseError: an alias still names its old version.
        """
        for move in self._moves:
            settled = self.aliases.settle(move.alias, move.target)
            self.say(f"{move.alias.label}: {settled.position}")

    def _go_back(self, error: ReleaseError) -> None:
        """Move every alias back, also after one that cannot be moved."""
        self.say(f"going back: {error}")
        failed: list[str] = []
        for move in self._moves:
            if move.alias.next_version is None:
                continue
            try:
                back = self.aliases.settle(move.alias, move.alias.version)
            except ReleaseError as problem:
                failed.append(f"{problem}")
            else:
                self.say(f"{move.alias.label}: {back.position}")
        if failed:
            raise StuckError(f"{error}; not moved back: {'; '.join(failed)}") from None
        raise WentBackError(f"{error}; every alias is on its old version") from None
