"""How long backups are kept, by the class of their data, and why.

A backup outlives its source: a person who is erased today stays in yesterday's backups until they expire. So each class
has the shortest retention that its reason allows. After a restore, replay the erasures since the backup; the event log
lists them.
"""

import re
from dataclasses import dataclass
from typing import Final

COLD_DAYS: Final = 90
"""Minimum days in cold storage (AWS Backup API, Lifecycle)."""

MAX_CONTINUOUS_DAYS: Final = 35
"""Maximum days of a continuous backup (AWS Backup developer guide, Continuous backups)."""

MAX_DAYS: Final = 36_500
"""Maximum days that a backup can be kept (AWS Backup API, StartBackupJob)."""

ERASURE_DAYS: Final = 30
"""Days until an erasure is complete everywhere (GDPR, article 12 (3): one month)."""

_CRON = re.compile(r"cron\((?P<minute>\S+) \S+ (?P<date>\S+) \S+ (?P<weekday>\S+) \S+\)")
_MAX_MINUTE = 59


@dataclass(frozen=True)
class BackupRule:
    """One rule of a backup plan: schedule, retention and copies."""

    name: str
    schedule: str
    """Cron expression in UTC."""
    keep_days: int
    cold_after_days: int | None = None
    """When it moves to cold storage; services without cold storage, such as Aurora and S3, ignore it."""
    continuous: bool = False
    """Whether it allows point-in-time recovery, where the service supports it."""
    copied: bool = False
    """Whether a copy goes to the second region, if the cell has one."""


@dataclass(frozen=True)
class Retention:
    """The backups of one class of data."""

    reason: str
    rules: tuple[BackupRule, ...] = ()


RETENTION: Final[dict[str, Retention]] = {
    "orders": Retention(
        "Disputes and bookkeeping look back a year, and a mistake of today is undone to the second.",
        (
            # The schedule is for maintenance, and for snapshots where a service has no continuous backups. The days
            # equal the database's own retention, because AWS Backup would otherwise change it to this number.
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
    "platform": Retention(
        "Images come from builds, the list of cells and the routing table from programs, which make them again."
    ),
    "logs": Retention("Logs are kept by CloudWatch for their own time."),
    "none": Retention("Networks and roles are made again by the program."),
}
"""Class of data, as in its tag, to its backups. If two rules start in the same hour, the longer retention applies (AWS
Backup developer guide, Backup plan options), so less frequent rules of a class have a longer retention."""


def is_schedule(text: str) -> bool:
    """Whether AWS Backup accepts a schedule: six fields, `?` for one of the two day fields, at most once an hour."""
    found = _CRON.fullmatch(text)
    if found is None or (found["date"] == "?") == (found["weekday"] == "?"):
        return False
    return found["minute"].isdigit() and int(found["minute"]) <= _MAX_MINUTE
