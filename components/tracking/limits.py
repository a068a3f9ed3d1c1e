"""What Amazon API Gateway accepts."""

from collections.abc import Mapping
from typing import Final

from ..aws.quotas import THROTTLE

MIN_ACCOUNT_SHARE: Final = 0.01

HOST_NAME: Final = r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}"
"""A host name with at least two labels, in lower case."""

SECURITY_POLICY: Final = "TLS_1_2"
"""The only one for domains of WebSocket APIs
(https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-custom-domain-names.html)."""


def max_messages_per_second(region: str, granted: Mapping[str, int], share: float = 1.0) -> int:
    """Requests per second of a cell with a share of an account's quota in a region; `granted` has quotas by code."""
    return int(granted.get(THROTTLE.quota_code, THROTTLE.default_in(region)) * share)


def is_certificate_in(arn: str, region: str) -> bool:
    """Whether an ARN is that of a certificate in a region; a domain of a WebSocket API is regional."""
    parts = arn.split(":", 5)
    return parts[:4] == ["arn", "aws", "acm", region] and parts[-1].startswith("certificate/")
