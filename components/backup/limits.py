"""Limits of AWS Backup."""

from typing import Final

MIN_GRACE_DAYS: Final = 3
"""Days until a compliance lock is final (AWS Backup API, PutBackupVaultLockConfiguration)."""

MIN_WINDOW_MINUTES: Final = 60
MAX_WINDOW_MINUTES: Final = 52_560_000
"""Minutes of the windows of a rule (AWS Backup API, BackupRuleInput)."""

MAX_RECOVERY_POINT_DAYS: Final = 365
MAX_TEST_HOURS: Final = 168
"""Limits of a restore test (AWS Backup API, RestoreTestingPlanForCreate and RestoreTestingSelectionForCreate)."""

RULE_NAME: Final = r"[A-Za-z0-9_.-]{1,50}"
"""Names of rules (AWS Backup API, BackupRuleInput, RuleName)."""

TEST_PREFIX: Final = "awsbackup-restore-test-"
"""Prefix of the names of restored resources (AWS Backup developer guide, Restore testing inferred metadata)."""

RESTORE_TESTING_PLAN: Final = "AWS::Backup::RestoreTestingPlan"
"""CloudFormation type of the restore tests, which not every region has."""

FAILURES: Final = (
    "BACKUP_JOB_FAILED",
    "BACKUP_JOB_EXPIRED",
    "COPY_JOB_FAILED",
    "RESTORE_JOB_FAILED",
    "CONTINUOUS_BACKUP_INTERRUPTED",
)
"""Events of a vault that report a failure (AWS Backup API, BackupVaultEvents)."""
