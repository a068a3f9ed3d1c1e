"""CloudWatch Logs: how long a log group can keep its events."""

from typing import Final

from .published import log_retention_days

RETENTION_DAYS: Final = tuple(log_retention_days())
"""The periods that CloudWatch Logs accepts, in days (CloudFormation schema of AWS::Logs::LogGroup)."""
