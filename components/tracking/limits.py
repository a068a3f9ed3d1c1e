"""What Amazon API Gateway accepts."""

from typing import Final

MAX_MESSAGES_PER_SECOND: Final = 10_000
"""Requests per second of an account in a region, which all its APIs share (API Gateway developer guide, "Amazon API
Gateway quotas")."""
