"""What AWS Lambda accepts."""

from typing import Final

MAX_TIMEOUT_SECONDS: Final = 900
MIN_MEMORY_MIB: Final = 128
MAX_MEMORY_MIB: Final = 10_240
"""Function timeout and memory (AWS Lambda developer guide, "Lambda quotas")."""

MAX_KAFKA_TIMEOUT_SECONDS: Final = 840
"""Event source mappings of Kafka support functions of 14 minutes at most (AWS Lambda developer guide, "Configuring
Amazon MSK event sources for Lambda")."""

MAX_BATCH_SIZE: Final = 10_000
"""Records of one invocation (AWS Lambda API, CreateEventSourceMapping, BatchSize)."""

MAX_MIN_POLLERS: Final = 200
MAX_POLLERS: Final = 2000
"""Highest MinimumPollers and highest MaximumPollers (AWS Lambda API, ProvisionedPollerConfig)."""
