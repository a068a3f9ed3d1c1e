"""The alarms that a release watches."""

from typing import Final

from ..preflight.clients import CallError, Clients
from .errors import AlarmError

MAX_ALARMS: Final = 100
"""Names of one DescribeAlarms (CloudWatch API)."""

IN_ALARM: Final = "ALARM"


class Alarms:
    """Metric and composite alarms by name."""

    def __init__(self, clients: Clients, names: tuple[str, ...]) -> None:
        self._clients = clients
        self._names = names

    def check(self) -> None:
        """Return if none is in ALARM. `INSUFFICIENT_DATA` is no alarm: a function without errors may have no data.

        Raises:
            AlarmError: one is in ALARM, does not exist, or AWS does not answer.
        """
        if not self._names:
            return
        try:
            answer = self._clients.call(
                "cloudwatch",
                "DescribeAlarms",
                AlarmNames=list(self._names),
                AlarmTypes=["CompositeAlarm", "MetricAlarm"],
                MaxRecords=MAX_ALARMS,
            )
        except CallError as error:
            raise AlarmError(f"the alarms cannot be read: {error}") from None
        found = [*answer.get("MetricAlarms", []), *answer.get("CompositeAlarms", [])]
        states = {alarm["AlarmName"]: alarm["StateValue"] for alarm in found}
        if missing := [name for name in self._names if name not in states]:
            raise AlarmError(f"there is no alarm {', '.join(missing)}")
        if raised := [name for name, state in states.items() if state == IN_ALARM]:
            raise AlarmError(f"{', '.join(sorted(raised))} is in ALARM")
