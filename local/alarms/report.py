"""Alarms as people read them: a table of all, and one line for each that fired."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime

from rich.table import Table

from .evaluation import History
from .run import Evaluated
from .states import State

STYLES = {State.OK: "green", State.ALARM: "red", State.INSUFFICIENT_DATA: "yellow"}


def as_table(evaluated: Evaluated) -> Table:
    """Each alarm that is evaluated here: its state, since when, and how often it was in ALARM."""
    table = Table(title="Alarms (platform time, UTC)")
    table.add_column("alarm", overflow="fold")
    for name in ("state", "since", "times in ALARM"):
        table.add_column(name, no_wrap=True)
    for history in sorted(evaluated.evaluated, key=lambda one: (one.state is not State.ALARM, one.name)):
        state = history.state or State.INSUFFICIENT_DATA
        since = "" if history.since is None else clock_time(history.since)
        table.add_row(history.name, f"[{STYLES[state]}]{state}[/]", since, str(len(history.alarmed)))
    return table


def lines_of_unknown(evaluated: Evaluated) -> Iterable[str]:
    """How many alarms are not evaluated here, for each reason."""
    reasons = Counter(history.not_evaluated for history in evaluated.histories.values() if history.not_evaluated)
    for reason, count in reasons.most_common():
        yield f"{count} not evaluated: {reason}"


def lines_of_fired(evaluated: Evaluated, began: float | None = None) -> Iterable[str]:
    """When each alarm started and ended.

    Args:
        evaluated: the alarms.
        began: a time from which the starts are counted in minutes, such as that of a fault.
    """
    for history in evaluated.fired:
        spans = ", ".join(_span(begin, end) for begin, end in history.alarmed)
        after = "" if began is None else f", {(history.alarmed[0][0] - began) / 60:.0f} min after the begin"
        yield f"{history.name}: {spans}{after}"


def summary(evaluated: Evaluated) -> str:
    """How many alarms fired."""
    fired, known = len(evaluated.fired), len(evaluated.evaluated)
    rest = len(evaluated.histories) - known
    return f"{fired or 'none'} of {known} fired, {rest} not evaluated here"


def clock_time(at: float) -> str:
    """A time of the platform's clock."""
    return datetime.fromtimestamp(at, UTC).strftime("%a %H:%M")


def is_quiet(histories: Iterable[History]) -> bool:
    """Whether no alarm fired."""
    return not any(history.alarmed for history in histories)


def _span(begin: float, end: float | None) -> str:
    return f"{clock_time(begin)} to {'now' if end is None else clock_time(end)}"
