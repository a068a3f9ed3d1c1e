"""What AWS and good sense accept of `Canary`."""

from typing import Final

MAX_MINUTES: Final = 60
"""A rate of CloudWatch Synthetics is an hour at most (CreateCanary, ScheduleInput, Expression)."""

MAX_RETENTION_DAYS: Final = 455
"""Days that CloudWatch Synthetics keeps results (CreateCanary, SuccessRetentionPeriodInDays)."""

MAX_NAME: Final = 255
"""Characters of a canary's name (AWS::Synthetics::Canary, Name)."""

MAX_URL: Final = 1024
"""Characters of a URL, of our own: environment variables have 4 KB together."""

RUNTIME: Final = r"syn-nodejs-puppeteer-\d+\.\d+"
"""Runtimes whose scripts are written for Node.js (CloudWatch user guide, Synthetics runtime versions)."""
