"""Arguments of `Backup`."""

from enum import StrEnum
from typing import NotRequired, TypedDict

import pulumi

from ..core.cell import CellArgs, DataClass


class VaultLockMode(StrEnum):
    """Which principals can remove the lock of a vault."""

    GOVERNANCE = "governance"
    """Any principal that has the permission."""
    COMPLIANCE = "compliance"
    """No principal after the grace time, not even the root user or AWS: backups stay until they expire."""


class RestoreTestType(StrEnum):
    """Type of the resources that a restore test restores, by AWS Backup's name."""

    AURORA = "Aurora"
    """The database, as a new cluster in the given subnet group."""
    DYNAMODB = "DynamoDB"
    """Tables."""
    S3 = "S3"
    """Buckets of the lake. Every object is written again and billed."""


class BackupRuleArgs(TypedDict):
    """A rule that replaces those of `citycell.plan.retention` for a class of data."""

    data_class: DataClass
    """The class that it backs up."""
    name: str
    """Its name in the plan, unique in its class: 1 to 50 letters, digits, `-`, `_` and `.`."""
    schedule: str
    """When backups start, in UTC, such as `cron(30 1 * * ? *)`; hourly at most."""
    keep_days: int
    """How many days backups are kept, 1 to 36,500."""
    cold_after_days: NotRequired[int]
    """After how many days backups move to cold storage, where they stay for at least 90 days; never by default."""
    continuous: NotRequired[bool]
    """Whether the backup can be restored to any second; requires `keep_days` of 35 at most. False by default."""
    copied: NotRequired[bool]
    """Whether backups are copied to `copy_region`, which is then required. False by default."""


class VaultLockArgs(TypedDict):
    """A lock that rejects backups with a shorter or longer retention, and their early deletion."""

    mode: VaultLockMode
    """Which principals can remove it. A disposable cell does not accept `compliance`."""
    min_days: int
    """Shortest retention of a backup."""
    max_days: NotRequired[int]
    """Longest retention of a backup; no limit by default."""
    grace_days: NotRequired[int]
    """Days in which a compliance lock can still be removed, 3 to 36,500. Required with `compliance`."""


class RestoreTestArgs(TypedDict):
    """Restores of the latest backups on a schedule. AWS deletes the restored resources."""

    schedule: NotRequired[str]
    """When restores start, in UTC; the first day of each month by default."""
    types: NotRequired[list[RestoreTestType]]
    """Types of the restored resources; database and tables by default."""
    database_subnet_group: NotRequired[pulumi.Input[str]]
    """Subnet group of the restored database. Required with Aurora, since a cell's account has no default VPC."""
    window_days: NotRequired[int]
    """Maximum age of the backup, 1 to 365 days; 30 by default."""
    start_window_hours: NotRequired[int]
    """Hours within which a restore starts, 1 to 168; 24 by default."""
    validation_hours: NotRequired[int]
    """How many hours restored resources stay for custom checks, 1 to 168; deleted at once by default."""


class BackupArgs(CellArgs):
    """Arguments of `Backup`."""

    key_arn: pulumi.Input[str]
    """Key that encrypts the vault."""
    source_key_arns: list[pulumi.Input[str]]
    """Keys of the stores, with which the role reads them; at least one."""
    data_classes: NotRequired[list[DataClass]]
    """Classes of data that are backed up; orders, personal and lake by default."""
    rules: NotRequired[list[BackupRuleArgs]]
    """Custom rules, which replace all rules of their class; those of `citycell.plan.retention` by default."""
    copy_region: NotRequired[str]
    """Second region for copies, with its own vault and key; none by default."""
    lock: NotRequired[VaultLockArgs]
    """A lock on the vaults; none by default."""
    break_glass_role_arn: NotRequired[pulumi.Input[str]]
    """The only role that may delete backups early and change the vault's policy. By default no principal may delete
    backups early, and every principal that may write the vault's policy can change that."""
    notification_topic_arn: NotRequired[pulumi.Input[str]]
    """SNS topic that is notified of failed and expired jobs; none by default. Its policy must allow
    `backup.amazonaws.com` to publish, and so must the policy of its key; the topic of `Monitoring` does not."""
    restore_test: NotRequired[RestoreTestArgs]
    """Restores on a schedule; none by default."""
    start_window_minutes: NotRequired[int]
    """Minutes within which a backup starts, 60 at least; 60 by default."""
    completion_window_minutes: NotRequired[int]
    """Minutes within which a backup completes before it is cancelled, longer than `start_window_minutes`; 720 by
    default."""
