"""What RDS Proxy accepts."""

from typing import Final

MAX_IDLE_CLIENT_SECONDS: Final = 86_400
"""RDS Proxy closes each client connection after 24 hours, idle or not (Aurora user guide, RDS Proxy connection
considerations)."""

MAX_BORROW_SECONDS: Final = 300
"""Longest wait for a pooled connection (RDS API, ConnectionPoolConfiguration)."""

MIN_SUBNETS: Final = 2
"""RDS requires subnets in at least two zones, for clusters and proxies alike (RDS API, CreateDBSubnetGroup and
CreateDBProxy)."""
