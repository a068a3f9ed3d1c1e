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

MAX_WINDOW_SECONDS: Final = 300
"""AWS Lambda API, CreateEventSourceMapping, MaximumBatchingWindowInSeconds."""

UNLIMITED: Final = -1
"""In place of a number of retries or an age."""
MAX_RETRIES: Final = 10_000
MIN_RECORD_AGE_SECONDS: Final = 60
MAX_RECORD_AGE_SECONDS: Final = 604_800
"""Retries and age (https://docs.aws.amazon.com/lambda/latest/dg/kafka-retry-configurations.html)."""

MAX_FILTERS: Final = 5
MAX_PATTERN_CHARACTERS: Final = 4096
"""Filters of a mapping; AWS grants up to 10 on request (AWS Lambda developer guide, "Control which events Lambda sends
to your function"). The length is that of the API, Filter, Pattern."""

MAX_MIN_POLLERS: Final = 200
MAX_POLLERS: Final = 2000
"""Highest MinimumPollers and highest MaximumPollers (AWS Lambda API, ProvisionedPollerConfig)."""

POLLER_GROUP: Final = r"[a-zA-Z0-9_-]{1,128}"
"""AWS Lambda API, ProvisionedPollerConfig, PollerGroupName."""

MIN_UNRESERVED_CONCURRENCY: Final = 100
"""Concurrency that an account leaves to functions without a reservation (AWS Lambda API, PutFunctionConcurrency)."""

MAX_SIGNING_PROFILES: Final = 20
"""AWS Lambda API, AllowedPublishers."""

CODE_SIGNING: Final = "AWS::Lambda::CodeSigningConfig"
"""The CloudFormation type, which some regions lack, as they lack AWS Signer for Lambda
(https://docs.aws.amazon.com/general/latest/gr/signer.html)."""
