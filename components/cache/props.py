"""Inputs of the children of `Cache`, from its configuration: nothing here makes a resource."""

import pulumi

from ..core.component import Props
from .config import ServerlessConfig

_LOGS = ("slow-log", "engine-log")


def log_deliveries(log_group: pulumi.Input[str]) -> list[Props]:
    """Both logs of the nodes, delivered to one log group."""
    return [
        {
            "destination": log_group,
            "destination_type": "cloudwatch-logs",
            "log_format": "json",
            "log_type": log,
        }
        for log in _LOGS
    ]


def usage_limits(serverless: ServerlessConfig) -> Props:
    """Limits between which a serverless cache scales. A minimum that is not set is left out, as AWS would bill it."""
    return {
        "data_storage": {"unit": "GB", **_bounds(serverless.min_storage_gb, serverless.max_storage_gb)},
        "ecpu_per_seconds": [_bounds(serverless.min_ecpu_per_second, serverless.max_ecpu_per_second)],
    }


def _bounds(minimum: int | None, maximum: int) -> dict[str, int]:
    return {"maximum": maximum} if minimum is None else {"maximum": maximum, "minimum": minimum}
