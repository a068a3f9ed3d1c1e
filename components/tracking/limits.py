"""What Amazon API Gateway accepts."""

from collections.abc import Mapping

from ..aws.quotas import THROTTLE


def max_messages_per_second(region: str, granted: Mapping[str, int]) -> int:
    """Requests per second of an account in a region, which all its APIs share; `granted` has its own quotas by code."""
    return int(granted.get(THROTTLE.quota_code, THROTTLE.default_in(region)))
