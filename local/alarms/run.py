"""The alarms of one run of a cell, from the logs and metrics in its folder."""

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..errors import LocalError
from ..replay.clock import PlatformClock
from ..state import StackState, load_state
from .definitions import read_alarms
from .embedded import Extracted
from .evaluation import MINUTE, Evaluation, History
from .known import OWN, unknown_alarms
from .recorder import FILE
from .series import MetricId
from .states import Missing

FOLDER: Final = "metrics"
"""The folder of a cell with the begin of its run and the metrics of its broker."""
_RUN: Final = "run.json"


@dataclass(frozen=True)
class Run:
    """When a run of a cell began, and its clock."""

    began: float
    """Platform time."""
    clock: PlatformClock

    @classmethod
    def prepare(cls, cell: Path) -> None:
        """Remove the metrics of an earlier run, before anything starts."""
        for path in _recorded(cell):
            path.unlink(missing_ok=True)
        (cell / FOLDER).mkdir(exist_ok=True)
        (cell / FOLDER / _RUN).unlink(missing_ok=True)

    @classmethod
    def begin(cls, cell: Path, clock: str) -> None:
        """Record that the cell runs from now on; its alarms are evaluated from here.

        On AWS alarms are made after the resources that they watch, so that they begin with data.

        Args:
            cell: the folder of the cell.
            clock: the value of `PLATFORM_CLOCK`; empty for real time.
        """
        began = platform_clock(clock).now()
        (cell / FOLDER / _RUN).write_text(json.dumps({"began": began, "clock": clock}))

    @classmethod
    def load(cls, cell: Path) -> "Run":
        """The last run of a cell.

        Raises:
            LocalError: there was none.
        """
        try:
            document = json.loads((cell / FOLDER / _RUN).read_text())
            clock = document["clock"]
            return cls(float(document["began"]), platform_clock(clock))
        except (OSError, ValueError, KeyError, TypeError):
            raise LocalError(f"no cell has run in {cell}: start one first") from None


@dataclass(frozen=True)
class Evaluated:
    """The histories of all alarms of a run."""

    histories: Mapping[str, History]
    """By the name of the alarm."""
    problems: tuple[str, ...] = ()
    """Log lines whose metrics CloudWatch would not accept."""

    @property
    def fired(self) -> list[History]:
        """The alarms that were in ALARM at any time, the first one first."""
        found = [history for history in self.histories.values() if history.alarmed]
        return sorted(found, key=lambda history: history.alarmed[0][0])

    @property
    def evaluated(self) -> list[History]:
        """The alarms that can be evaluated here."""
        return [history for history in self.histories.values() if not history.not_evaluated]


def awaited(state: StackState) -> set[MetricId]:
    """The metrics of programs that must always have data: an alarm is in ALARM without them.

    On AWS such an alarm is made after the service is stable.
    """
    alarms = read_alarms(state)
    breaching = [alarm for alarm in alarms.metric if alarm.missing is Missing.BREACHING]
    return {metric for alarm in breaching for metric in alarm.metrics if metric.namespace == OWN}


def have_data(cell: Path, metrics: set[MetricId], since: float) -> bool:
    """Whether the logs of a cell, which earlier runs wrote too, have a value of each metric since a platform time."""
    logs = Extracted()
    logs.read_files(_logs(cell))
    return all(logs.store.between(metric, since, math.inf) for metric in metrics)


def platform_clock(text: str) -> PlatformClock:
    """The clock of a cell from the value of `PLATFORM_CLOCK`; real time if it is empty."""
    return PlatformClock.parse(text) if text else PlatformClock(0.0, 0.0, 1.0)


def evaluate(cell: Path, end: float | None = None, state: StackState | None = None) -> Evaluated:
    """Evaluate every alarm of the last run of a cell.

    Args:
        cell: the folder of the cell.
        end: platform time of the last evaluation; by default a minute after the last value.
        state: the stack; by default the one that runs in the folder.

    Raises:
        LocalError: no cell has run there.
    """
    run = Run.load(cell)
    alarms = read_alarms(state or load_state(cell / "state.json"))
    logs = Extracted()
    logs.read_files(_logs(cell))
    evaluation = Evaluation(alarms, logs.store, unknown_alarms(alarms))
    times = logs.store.times
    if end is None:
        end = times[1] + MINUTE if times else run.began
    return Evaluated(evaluation.run(run.began, end), tuple(logs.problems))


def _logs(cell: Path) -> Iterator[Path]:
    yield from sorted((cell / "functions" / "logs").glob("*.log"))
    yield from sorted((cell / "services").glob("*.log"))
    yield from _recorded(cell)


def _recorded(cell: Path) -> Iterator[Path]:
    for folder in ("functions", "gateway", FOLDER):
        yield cell / folder / FILE
