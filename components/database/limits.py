"""What Aurora PostgreSQL can do at which version, where its instances stand, and when it may be worked on.

Pure arithmetic for `Database`: no Pulumi, and each figure with the page that it is from.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ..plan.capacity import MAX_ACU

AUTO_PAUSE_SINCE: Final[Mapping[int, int]] = {13: 15, 14: 12, 15: 7, 16: 3}
"""Major version to its first minor one that scales to 0 ACU; later majors all do (Aurora user guide, Aurora Serverless
v2 capacity)."""

FULL_RANGE_SINCE: Final[Mapping[int, int]] = {13: 13, 14: 10, 15: 5, 16: 1}
"""Since when an instance reaches 256 ACU; 128 before (Aurora user guide, Aurora Serverless v2 capacity)."""

DATA_API_SINCE: Final[Mapping[int, int]] = {13: 11, 14: 8, 15: 3, 16: 1}
"""Since when Serverless v2 and provisioned clusters have the Data API (Aurora user guide, supported Regions and Aurora
DB engines for RDS Data API)."""

IO_OPTIMIZED_SINCE: Final[Mapping[int, int]] = {13: 10, 14: 7, 15: 2, 16: 1}
"""Since when storage can be I/O-Optimized (Aurora user guide, storage configurations for Aurora DB clusters)."""

WRITE_FORWARDING_SINCE: Final[Mapping[int, int]] = {14: 9, 15: 4, 16: 1}
"""Since when a secondary cluster of a global database forwards writes; 13 never does (Aurora user guide, using write
forwarding in an Aurora PostgreSQL global database)."""

MAX_READERS: Final = 15
"""Readers of a cluster beside its writer (Aurora user guide, replication with Amazon Aurora)."""

LOWEST_TIER: Final = 15
"""Promotion tiers go from 0 to 15 (RDS API, CreateDBInstance)."""

ACU_STEP: Final = 0.5
LEAST_MAX_ACU: Final = 1.0
"""The maximum may not be less than one unit (AWS CDK, validation of `DatabaseCluster`)."""


PAUSE_SECONDS: Final = (300, 86_400)
"""Least and most seconds without a connection before a pause (RDS API, ServerlessV2ScalingConfiguration)."""

MAX_CONNECTIONS: Final = 5000
"""Most connections of an instance: `max_connections` follows its memory up to this (Aurora user guide, maximum
connections to an Aurora PostgreSQL DB instance)."""

DAY_SECONDS: Final = 86_400

MONITORING_SECONDS: Final = (0, 1, 5, 10, 15, 30, 60)
"""Intervals of enhanced monitoring; 0 turns it off (RDS API, CreateDBInstance)."""

INSIGHTS_DAYS: Final = (7, *(31 * month for month in range(1, 24)), 731)
"""How long insights may be kept (RDS API, CreateDBCluster)."""

ADVANCED_INSIGHTS_DAYS: Final = 465
"""How long the advanced mode of Database Insights keeps them, no more and no less (RDS API, CreateDBCluster)."""

LEAST_WINDOW_MINUTES: Final = 30
"""Shortest backup or maintenance window (RDS API, CreateDBCluster)."""

_USER = re.compile(r"[A-Za-z_][A-Za-z0-9_$]{0,62}")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY_MINUTES = 24 * 60
_WEEK_MINUTES = len(_DAYS) * _DAY_MINUTES
_CLOCK = r"([01]\d|2[0-3]):([0-5]\d)"
_BACKUP = re.compile(f"{_CLOCK}-{_CLOCK}")
_MAINTENANCE = re.compile(f"({'|'.join(_DAYS)}):{_CLOCK}-({'|'.join(_DAYS)}):{_CLOCK}")


def major(version: str) -> int:
    """The major version of `17.6` or of `17`, of which AWS picks the minor one."""
    return int(version.split(".", 1)[0])


def most_acu(version: str) -> float:
    """The largest instance of a version in ACU."""
    return MAX_ACU if has(version, FULL_RANGE_SINCE) else MAX_ACU / 2


def family(version: str) -> str:
    """The parameter group family of a version, one for each major."""
    return f"aurora-postgresql{major(version)}"


def majors(versions: Sequence[str]) -> list[str]:
    """The major versions among full ones, oldest first."""
    return [str(number) for number in sorted({major(version) for version in versions})]


def has(version: str, since: Mapping[int, int]) -> bool:
    """Whether a version has a feature, given the first minor version of each major; a bare major is its newest minor.

    Majors after the last of the table have it, those before the first do not.
    """
    number = major(version)
    if number not in since:
        return number > max(since)
    return "." not in version or int(version.split(".", 1)[1]) >= since[number]


def is_user_name(text: str) -> bool:
    """Whether text names one PostgreSQL user (63 characters; PostgreSQL manual, identifiers) and is no pattern."""
    return _USER.fullmatch(text) is not None


def instance_zone(zones: Sequence[str], index: int) -> str:
    """The zone of an instance: the writer in the first, each reader in the next, so that neighbours never share one."""
    return zones[index % len(zones)]


def promotion_tier(index: int) -> int:
    """The promotion tier of an instance.

    The first reader stands in tier 1 and keeps the writer's capacity, so a takeover does not begin small; later ones
    scale with their own load and are promoted in their order (Aurora user guide, Serverless v2 and promotion tiers).
    """
    return min(index, LOWEST_TIER)


@dataclass(frozen=True)
class Window:
    """Minutes of a week in UTC, from Monday 00:00; `end` may lie behind the week's end."""

    start: int
    end: int

    @property
    def minutes(self) -> int:
        """How long it is."""
        return self.end - self.start


def backup_windows(text: str) -> list[Window]:
    """A daily window such as `02:00-02:30` as one window a day; none when the text is no window."""
    found = _BACKUP.fullmatch(text)
    if not found:
        return []
    start, end = _clock(*found.groups()[:2]), _clock(*found.groups()[2:])
    length = (end - start) % _DAY_MINUTES
    days = range(0, _WEEK_MINUTES, _DAY_MINUTES)
    return [Window(day + start, day + start + length) for day in days]


def maintenance_window(text: str) -> Window | None:
    """A weekly window such as `sun:03:00-sun:03:30`, or None when the text is none."""
    found = _MAINTENANCE.fullmatch(text)
    if not found:
        return None
    first, *rest = found.groups()
    start = _DAYS.index(first) * _DAY_MINUTES + _clock(*rest[:2])
    end = _DAYS.index(rest[2]) * _DAY_MINUTES + _clock(*rest[3:])
    return Window(start, start + (end - start) % _WEEK_MINUTES)


def overlap(one: Window, other: Window) -> bool:
    """Whether two windows share a minute, around the week's end too."""
    return any(
        one.start + shift < other.end and other.start < one.end + shift for shift in (-_WEEK_MINUTES, 0, _WEEK_MINUTES)
    )


def _clock(hours: str, minutes: str) -> int:
    return int(hours) * 60 + int(minutes)
