"""What `Backup` is told."""

from enum import StrEnum
from typing import NotRequired, TypedDict

import pulumi

from ..core.cell import CellArgs, DataClass


class VaultLockMode(StrEnum):
    """Who can still take the lock of a vault away."""

    GOVERNANCE = "governance"
    """Whoever has the right to."""
    COMPLIANCE = "compliance"
    """After the grace time nobody, the account's root and AWS included: backups stay until they expire."""


class RestoreTestType(StrEnum):
    """What a restore test restores, by AWS Backup's name."""

    AURORA = "Aurora"
    """The latest database, as a cluster of its own in the given subnet group."""
    DYNAMODB = "DynamoDB"
    """Tables."""
    S3 = "S3"
    """Buckets of the lake; every object is written, and billed, once more."""


class BackupRuleArgs(TypedDict):
    """A rule in place of those that `plan.retention` has for a class of data."""

    data_class: DataClass
    """The class that it backs up."""
    name: str
    """Its name in the plan, once per class; letters, digits, `-`, `_` and `.`, 1 to 50 of them."""
    schedule: str
    """When, in UTC, such as `cron(30 1 * * ? *)`; hourly at most."""
    keep_days: int
    """How long the backups are kept."""
    cold_after_days: NotRequired[int]
    """When they go to cold storage, where they then stay for 90 days at least; never by default."""
    continuous: NotRequired[bool]
    """Whether they go back to any second, for 35 days at most; false by default."""
    copied: NotRequired[bool]
    """Whether a copy goes to the second region; false by default."""


class VaultLockArgs(TypedDict):
    """A lock that refuses backups that are kept too short or too long, and their early deletion."""

    mode: VaultLockMode
    """Who can take it away."""
    min_days: int
    """The shortest time that a backup may be kept."""
    max_days: NotRequired[int]
    """The longest; none by default."""
    grace_days: NotRequired[int]
    """With compliance: days in which the lock can still be taken away, 3 to 36,500 (AWS Backup API,
    PutBackupVaultLockConfiguration); required."""


class RestoreTestArgs(TypedDict):
    """Restores of the latest backups on a schedule, deleted again by AWS: a backup that nobody restored is a hope."""

    schedule: NotRequired[str]
    """When, in UTC; the first of each month by default."""
    types: NotRequired[list[RestoreTestType]]
    """What is restored; database and tables by default."""
    database_subnet_group: NotRequired[pulumi.Input[str]]
    """Subnet group of the restored database; required with Aurora, since a cell's account has no default network."""
    window_days: NotRequired[int]
    """How old the backup may be, 1 to 365 days; 30 by default."""
    start_window_hours: NotRequired[int]
    """Within how many hours it starts, 1 to 168; 24 by default."""
    validation_hours: NotRequired[int]
    """How long what was restored stays, for checks of one's own, 1 to 168 hours; deleted at once by default."""


class BackupArgs(CellArgs):
    """Arguments of `Backup`."""

    key_arn: pulumi.Input[str]
    """Key that encrypts the vault."""
    source_key_arns: list[pulumi.Input[str]]
    """Keys of what is backed up, which the role reads with."""
    data_classes: NotRequired[list[DataClass]]
    """What is backed up: orders, personal and lake by default."""
    rules: NotRequired[list[BackupRuleArgs]]
    """Other rules for the classes that they name; all others keep those of `plan.retention`."""
    copy_region: NotRequired[str]
    """A second region that gets copies, with a vault and a key of its own there; none by default."""
    lock: NotRequired[VaultLockArgs]
    """A lock on the vaults; none by default."""
    break_glass_role_arn: NotRequired[pulumi.Input[str]]
    """The only role that may delete backups early and change who may. Without one nobody may delete, but whoever may
    write the vault's policy can change that."""
    notification_topic_arn: NotRequired[pulumi.Input[str]]
    """SNS topic that hears of jobs that failed or came too late."""
    restore_test: NotRequired[RestoreTestArgs]
    """Restores on a schedule; none by default."""
    start_window_minutes: NotRequired[int]
    """Within how many minutes a backup starts, 60 at least (AWS Backup API, BackupRuleInput); 60 by default."""
    completion_window_minutes: NotRequired[int]
    """Within how many minutes of its start it is done, or given up; 720 by default."""
