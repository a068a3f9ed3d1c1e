"""What AWS and good sense accept of `Monitoring`."""

from typing import Final

MAX_BROKERS: Final = 60
"""Brokers of a cluster in KRaft mode (Amazon MSK quotas)."""

MAX_THRESHOLD: Final = 10**9
"""No limit of AWS: a larger threshold is a typing error."""
