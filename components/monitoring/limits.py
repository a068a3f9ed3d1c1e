"""What AWS and good sense accept of `Monitoring`."""

from typing import Final

MAX_BROKERS: Final = 60
"""Brokers of a cluster in KRaft mode (Amazon MSK quotas)."""

MAX_THRESHOLD: Final = 10**9
"""No limit of AWS: a larger threshold is a typing error."""

MAX_NAME: Final = 255
"""Characters of an alarm's name (Amazon CloudWatch API reference, PutMetricAlarm)."""

MAX_CHILDREN: Final = 100
"""Alarms that a composite alarm can read (Amazon CloudWatch API reference, PutCompositeAlarm)."""

MAX_RULE: Final = 10_240
"""Characters of an alarm rule (Amazon CloudWatch API reference, PutCompositeAlarm)."""

MIN_TARGET: Final = 0.95
"""At a burn rate of 14.4, 72 % of the events are bad: with a target below 93 %, no rate of failures would start it."""

MAX_TARGET: Final = 0.9999
"""Four minutes of failures in 30 days: an alarm cannot be faster."""

MAX_LIMIT_MS: Final = 600_000
"""Ten minutes: a larger limit is a typing error."""

MAX_EVENTS: Final = 1_000_000
"""No limit of AWS: a larger minimum is a typing error."""

MAX_TASKS: Final = 5000
"""Tasks of a service (Amazon ECS service quotas)."""

MAX_URL: Final = 300
"""Characters of the URL of the runbooks: a description has 1,024, also for the meaning and the name of the page."""
