"""Limits of AWS KMS."""

from typing import Final

MIN_DELETION_WINDOW_DAYS: Final = 7
MAX_DELETION_WINDOW_DAYS: Final = 30
"""Days in which the deletion of a key can be cancelled (AWS KMS API, ScheduleKeyDeletion, PendingWindowInDays)."""

MIN_ROTATION_DAYS: Final = 90
MAX_ROTATION_DAYS: Final = 2560
"""AWS KMS API, EnableKeyRotation, RotationPeriodInDays."""

ROLE_ARN: Final = r"arn:aws[a-z-]*:iam::\d{12}:role/[\w+=,.@/-]+"
"""The ARN of a role (AWS IAM user guide, IAM identifiers)."""

SERVICE_NAME: Final = r"[a-z][a-z0-9-]*"
"""A service in `kms:ViaService` without region (AWS KMS developer guide, kms:ViaService)."""

LOG_GROUP_PATTERN: Final = r"[\w./#-]{4,}\*?"
"""The name of a log group (Amazon CloudWatch Logs API, CreateLogGroup, logGroupName), which may end in `*`. With fewer
than four characters, a pattern would cover log groups of the whole account."""
