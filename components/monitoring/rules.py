"""Which alarms make a cell unhealthy, within the limits of composite alarms."""

from collections.abc import Iterator, Sequence

import pulumi

from .alarm import AnyAlarm, CompositeAlarm, Severity
from .limits import MAX_CHILDREN, MAX_RULE

Group = Sequence[pulumi.Input[str]]
"""Names of alarms that must be in ALARM together."""

HEALTH = "health"
RUNBOOK = "cell-health"


def health_alarms(alarms: Sequence[AnyAlarm], names: Sequence[int]) -> list[CompositeAlarm]:
    """The health of a cell: it is unhealthy while an alarm with the severity of a page is in ALARM.

    More alarms than one rule can read are read by parts, and the health alarm reads the parts.

    Args:
        alarms: all alarms of the cell.
        names: the length of the AWS name of each.
    """
    pages = [
        (alarm.role, len('ALARM("") OR ') + name)
        for alarm, name in zip(alarms, names, strict=True)
        if alarm.severity is Severity.PAGE
    ]
    parts = list(_parts(pages))
    if len(parts) <= 1:
        return [_health(HEALTH, parts[0] if parts else [])]
    found = [_part(f"{HEALTH}-{number}", roles) for number, roles in enumerate(parts, start=1)]
    return [*found, _health(HEALTH, [part.role for part in found])]


def _parts(pages: Sequence[tuple[str, int]]) -> Iterator[list[str]]:
    roles: list[str] = []
    length = 0
    for role, size in pages:
        if len(roles) == MAX_CHILDREN or length + size > MAX_RULE:
            yield roles
            roles, length = [], 0
        roles.append(role)
        length += size
    if roles:
        yield roles


def _health(role: str, roles: Sequence[str]) -> CompositeAlarm:
    return CompositeAlarm(
        role=role,
        meaning="The cell is unhealthy: an alarm that pages is in ALARM. No new version is promoted meanwhile.",
        any_of=tuple((child,) for child in roles),
        # The alarm that made the cell unhealthy has paged already.
        severity=Severity.TICKET,
        runbook=RUNBOOK,
    )


def _part(role: str, roles: Sequence[str]) -> CompositeAlarm:
    return CompositeAlarm(
        role=role,
        meaning="A part of the health of the cell, for the alarm that reads all parts.",
        any_of=tuple((child,) for child in roles),
        severity=None,
        runbook=RUNBOOK,
    )
