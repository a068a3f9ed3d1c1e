"""What Aurora PostgreSQL accepts: versions and their features, sizes, periods and names."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

ENGINE: Final = "aurora-postgresql"
SERVERLESS: Final = "db.serverless"
"""Instance class of Serverless v2, which scales by ACU."""

PORT: Final = 5432
"""PostgreSQL's default. Another port would not hide the database from anyone inside the network, and break tools."""

AUTO_PAUSE_SINCE: Final[Mapping[int, int]] = {13: 15, 14: 12, 15: 7, 16: 3}
"""First minor version of each major one that scales to 0 ACU; later majors all do (Aurora user guide, Aurora Serverless
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
"""Readers of a cluster in addition to its writer (Aurora user guide, replication with Amazon Aurora)."""

LOWEST_TIER: Final = 15
"""Promotion tiers are 0 to 15 (RDS API, CreateDBInstance)."""

MIN_INSIGHTS_ACU: Final = 2.0
"""Performance Insights requires at least 2 ACU (Aurora user guide, Serverless v2 requirements)."""

MAX_ACU: Final = 256.0
ACU_STEP: Final = 0.5
"""Aurora user guide, Aurora Serverless v2 capacity."""

MIN_MAX_ACU: Final = 1.0
"""Smallest maximum capacity (AWS CDK, validation of `DatabaseCluster`)."""

MIN_PAUSE_SECONDS: Final = 300
MAX_PAUSE_SECONDS: Final = 86_400
"""Time without a connection before a pause (RDS API, ServerlessV2ScalingConfiguration)."""

MAX_CONNECTIONS: Final = 5000
"""`max_connections` of an instance follows its memory up to this maximum (Aurora user guide, maximum connections to an
Aurora PostgreSQL DB instance)."""

MAX_COOLDOWN_SECONDS: Final = 86_400
"""Not a limit of AWS: a longer cooldown is most likely a mistake in the unit."""

MONITORING_SECONDS: Final = (0, 1, 5, 10, 15, 30, 60)
"""Intervals of enhanced monitoring; 0 turns it off (RDS API, CreateDBInstance)."""

INSIGHTS_DAYS: Final = (7, *(31 * month for month in range(1, 24)), 731)
"""Retention periods of insights (RDS API, CreateDBCluster)."""

ADVANCED_INSIGHTS_DAYS: Final = 465
"""The only retention period of the advanced mode of Database Insights (RDS API, CreateDBCluster)."""

MAX_BACKUP_DAYS: Final = 35
"""RDS API, CreateDBCluster, BackupRetentionPeriod."""

MIN_WINDOW_MINUTES: Final = 30
"""Shortest backup or maintenance window (RDS API, CreateDBCluster)."""

SECRET_RECOVERY_DAYS: Final = 30
"""Longest recovery window of a deleted secret (Secrets Manager API, DeleteSecret)."""

GUESSED_USERS: Final = ("admin", "administrator", "master", "postgres", "root", "sa")
"""Names that attackers try first; Security Hub reports them (RDS.24)."""

RESERVED_NAMES: Final = ("postgres", "rdsadmin", "template0", "template1")
"""Databases and users that Aurora makes for itself (Aurora user guide, Aurora PostgreSQL security)."""

_DATABASE_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,62}")
_MASTER_USER = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,15}")
"""Naming constraints of Aurora PostgreSQL: 63 characters for a database, 16 for the master user (Aurora user guide,
quotas and constraints)."""

_USER = re.compile(r"[A-Za-z_][A-Za-z0-9_$]{0,62}")
"""PostgreSQL manual, identifiers."""

_SNAPSHOT = re.compile(r"[A-Za-z](-?[A-Za-z0-9]){0,62}")
"""RDS API, CreateDBClusterSnapshot."""

_PARAMETER = re.compile(r"[a-z][a-z0-9_.]*")
_PASSWORD = re.compile(r"""[ !#-.0-?A-~]{8,41}""")
"""RDS API, CreateDBCluster: 8 to 41 printable characters, except three of them."""


def major(version: str) -> int:
    """The major version of `17.6`, or of `17`, whose minor version AWS chooses."""
    return int(version.split(".", 1)[0])


def max_acu(version: str) -> float:
    """The capacity of the largest instance of a version."""
    return MAX_ACU if supports(version, FULL_RANGE_SINCE) else MAX_ACU / 2


def family(version: str) -> str:
    """The parameter group family of a version, one for each major."""
    return f"aurora-postgresql{major(version)}"


def majors(versions: Sequence[str]) -> list[str]:
    """The major versions among full ones, oldest first."""
    return [str(number) for number in sorted({major(version) for version in versions})]


def supports(version: str, since: Mapping[int, int]) -> bool:
    """Whether a version has a feature, given the first minor version of each major; a bare major is its newest minor.

    Majors after the last of the table have the feature; majors before the first do not.
    """
    number = major(version)
    if number not in since:
        return number > max(since)
    return "." not in version or int(version.split(".", 1)[1]) >= since[number]


def is_burstable(instance_class: str) -> bool:
    """Whether an instance class is one of the T classes, which lack some features."""
    return instance_class.startswith("db.t")


def is_database_name(text: str) -> bool:
    """Whether a new database can have the name."""
    return _DATABASE_NAME.fullmatch(text) is not None and text.lower() not in RESERVED_NAMES


def is_master_user(text: str) -> bool:
    """Whether the master user can have the name, and attackers do not try it first."""
    return _MASTER_USER.fullmatch(text) is not None and text.lower() not in (*GUESSED_USERS, *RESERVED_NAMES)


def is_user_name(text: str) -> bool:
    """Whether text names exactly one PostgreSQL user, and is not a pattern."""
    return _USER.fullmatch(text) is not None


def is_snapshot_name(text: str) -> bool:
    """Whether a cluster snapshot can have the name."""
    return _SNAPSHOT.fullmatch(text) is not None


def is_parameter(text: str) -> bool:
    """Whether text has the form of a parameter's name."""
    return _PARAMETER.fullmatch(text) is not None


def is_password(text: str) -> bool:
    """Whether RDS accepts a password of the master user."""
    return _PASSWORD.fullmatch(text) is not None


def instance_zone(zones: Sequence[str], index: int) -> str:
    """The zone of an instance: the writer is in the first, and each reader in the next, so neighbours never share one.

    It depends on the instance's number only, so adding a reader moves no other instance.
    """
    return zones[index % len(zones)]


def promotion_tier(index: int) -> int:
    """The promotion tier of an instance.

    The first reader is in tier 1 and keeps the writer's capacity, so that a failover does not start with a small
    instance. Later readers scale with their own load and are promoted in order (Aurora user guide, Serverless v2 and
    promotion tiers).
    """
    return min(index, LOWEST_TIER)
