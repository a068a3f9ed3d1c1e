"""How long backups are kept, by the class of what they hold, and why.

A backup outlives what it holds: whoever is erased today is in yesterday's backups until they expire. So a class keeps
no longer than its reason says, and a restore replays the erasures since (the event log names them).
"""

import re
from dataclasses import dataclass
from typing import Final

COLD_DAYS: Final = 90
"""What goes to cold storage stays there so long (AWS Backup API, Lifecycle)."""

MAX_CONTINUOUS_DAYS: Final = 35
"""How far back a continuous backup goes (AWS Backup developer guide, Continuous backups)."""

MAX_DAYS: Final = 36_500
"""How long a backup can be kept (AWS Backup API, StartBackupJob)."""

ERASURE_DAYS: Final = 30
"""Days in which an erasure is done everywhere (GDPR, article 12 (3): one month)."""

_CRON = re.compile(r"cron\((?P<minute>\S+) \S+ (?P<date>\S+) \S+ (?P<weekday>\S+) \S+\)")
_MAX_MINUTE = 59


@dataclass(frozen=True)
class BackupRule:
    """One rule of a plan: when, how long, and where else."""

    name: str
    schedule: str
    """When, in UTC."""
    keep_days: int
    cold_after_days: int | None = None
    """When it goes to cold storage; services that have none ignore it, Aurora and S3 among them."""
    continuous: bool = False
    """Whether it goes back to any second, where the service can."""
    copied: bool = False
    """Whether a copy goes to the second region, when there is one."""


@dataclass(frozen=True)
class Retention:
    """What one class of data keeps."""

    reason: str
    rules: tuple[BackupRule, ...] = ()


RETENTION: Final[dict[str, Retention]] = {
    "orders": Retention(
        "Disputes and bookkeeping look back a year, and a mistake of today is undone to the second.",
        (
            # Its schedule is that of its upkeep, and of snapshots where a service has no continuous backups; its days
            # are the database's own, which AWS Backup would otherwise change to this number.
            BackupRule("continuous", "cron(30 0 * * ? *)", 14, continuous=True),
            BackupRule("daily", "cron(30 1 * * ? *)", 35, copied=True),
            BackupRule("monthly", "cron(30 3 1 * ? *)", 365, cold_after_days=35, copied=True),
        ),
    ),
    "personal": Retention(
        "Positions and subscriptions are rebuilt from the log; short, so that an erasure is whole within a month.",
        (BackupRule("daily", "cron(30 2 * * ? *)", 7),),
    ),
    "lake": Retention(
        "History for training has no names and its buckets keep versions; a week's mistake can be undone.",
        (BackupRule("weekly", "cron(30 4 ? * SUN *)", 35),),
    ),
    "streams": Retention("Records in flight: the outbox in the database sends them again."),
    "logs": Retention("Logs are kept by CloudWatch for their own time."),
    "none": Retention("Networks and roles are made again by the program."),
}
"""Class of data, as in its tag, to what it keeps; a longer rule wins where two fall into one hour (AWS Backup developer
guide, Backup plan options), so rules of one class grow in length from the most frequent to the least."""


def is_schedule(text: str) -> bool:
    """Whether a text is a schedule that AWS Backup takes: six fields, one of the days open, hourly at most."""
    found = _CRON.fullmatch(text)
    if found is None or (found["date"] == "?") == (found["weekday"] == "?"):
        return False
    return found["minute"].isdigit() and int(found["minute"]) <= _MAX_MINUTE
