"""Declared functions and mappings, and Kafka records, for the function runner's tests."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from local.functions.declared import DeclaredFunction, DeclaredMapping
from local.functions.records import KafkaRecord

ARN = "arn:aws:lambda:eu-south-2:123456789012:function:demo-project-orders"


@pytest.fixture
def declared_function(tmp_path: Path) -> DeclaredFunction:
    """A declared function."""
    return DeclaredFunction(
        name="demo-project-orders",
        arn=ARN,
        handler="probe.handle",
        runtime="python3.13",
        code={"path": str(tmp_path)},
        environment={"CITY": "lisbon"},
        timeout_seconds=5.0,
        memory_mib=512,
    )


@pytest.fixture
def declared_mapping() -> Callable[..., DeclaredMapping]:
    """Make a mapping, by default without limits, splits and partial responses."""

    def make(**changes: Any) -> DeclaredMapping:
        base: dict[str, Any] = {
            "function": "demo-project-orders",
            "topic": "order-events",
            "group": "demo-project-orders",
            "source_arn": "arn:aws:kafka:eu-south-2:123456789012:cluster/demo/abc",
            "batch_size": 100,
            "window_seconds": 0.0,
            "from_beginning": True,
            "retries": -1,
            "max_age_seconds": -1,
            "bisect": False,
            "partial_responses": False,
            "failure_topic": "failed-records",
        }
        return DeclaredMapping(**(base | changes))

    return make


@pytest.fixture
def kafka_record() -> Callable[..., KafkaRecord]:
    """Make a record of order-events."""

    def make(
        offset: int, *, partition: int = 0, age_seconds: float = 0.0, value: bytes | None = b"value"
    ) -> KafkaRecord:
        return KafkaRecord(
            topic="order-events",
            partition=partition,
            offset=offset,
            timestamp=int((time.time() - age_seconds) * 1000),
            timestampType="CREATE_TIME",
            key=b"key",
            value=value,
            headers=[{"trace": [116, -1]}],
        )

    return make
