"""The state of each cell's composite alarm.

A composite alarm is in INSUFFICIENT_DATA only right after it was made
(https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html), so any state but OK, and
an alarm that is missing, is no proof of health.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from .errors import CellsError
from .rows import CellRow, called

RIGHT: Final = "cloudwatch:DescribeAlarms"
OK: Final = "OK"
BATCH: Final = 100
"""`DescribeAlarms` takes at most 100 names (botocore's model of CloudWatch)."""


@dataclass(frozen=True)
class Health:
    """The state of one alarm."""

    state: str
    changed_at: datetime | None
    """When the state was another one for the last time (`StateTransitionedTimestamp`)."""


@dataclass(frozen=True)
class Alarms:
    """Reads alarms."""

    client: Any

    def read(self, names: Collection[str]) -> Mapping[str, Health]:
        """Each alarm that exists with its state.

        Raises:
            CellsError: CloudWatch does not answer.
        """
        wanted = sorted({name for name in names if name})
        found: dict[str, Health] = {}
        for first in range(0, len(wanted), BATCH):
            batch = wanted[first : first + BATCH]
            answer = called(
                lambda: self.client.describe_alarms(
                    AlarmNames=batch,  # noqa: B023 - called at once
                    AlarmTypes=["CompositeAlarm", "MetricAlarm"],
                    MaxRecords=BATCH,
                ),
                RIGHT,
            )
            for alarm in (*answer.get("CompositeAlarms", []), *answer.get("MetricAlarms", [])):
                state = str(alarm.get("StateValue") or "unknown")
                found[alarm["AlarmName"]] = Health(state, alarm.get("StateTransitionedTimestamp"))
        return found

    def of(self, cells: Collection[CellRow]) -> Mapping[str, Health]:
        """The health of cells, by cell.

        Raises:
            CellsError: CloudWatch does not answer, or an alarm does not exist.
        """
        found = self.read([row.alarm for row in cells])
        for row in cells:
            if row.alarm not in found:
                raise CellsError(
                    f"cell {row.cell}: its alarm {row.alarm} does not exist, so its health is unknown: "
                    f"run `pulumi up` in stack {row.stack}"
                )
        return {row.cell: found[row.alarm] for row in cells}
