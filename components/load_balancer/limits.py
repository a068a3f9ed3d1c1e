"""What Elastic Load Balancing accepts."""

from typing import Final

MAX_IDLE_TIMEOUT_SECONDS: Final = 4000
"""Elastic Load Balancing API, LoadBalancerAttribute, idle_timeout.timeout_seconds: 1 to 4000 seconds."""

MIN_CAPACITY_UNITS: Final = 100
MAX_CAPACITY_UNITS: Final = 15_000
"""Reserved capacity units (LCU) of one load balancer: the smallest number in the examples of Elastic Load Balancing,
"Request Load balancer Capacity Unit reservation for your Application Load Balancer", and a bound of our own. What AWS
accepts at least, and the quota of the account, are unverified."""


def is_certificate_in(arn: str, region: str) -> bool:
    """Whether an ARN names an ACM certificate of a region.

    Certificates are regional: a load balancer uses those of its own region only (AWS Certificate Manager user guide,
    "Supported Regions").
    """
    return f":acm:{region}:" in arn
