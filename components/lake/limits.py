"""Limits of Data Firehose, Glue and Athena."""

from typing import Final

MAX_BUFFER_SECONDS: Final = 900
MAX_BUFFER_MIB: Final = 128
"""Buffering hints (Amazon Data Firehose API, BufferingHints)."""

MIN_PARQUET_BUFFER_MIB: Final = 64
"""Smallest buffer with conversion to Parquet (Amazon Data Firehose developer guide, "Convert input data format")."""

MAX_RETRY_SECONDS: Final = 7200
"""Longest time in which Firehose retries (Amazon Data Firehose API, RetryOptions)."""

MAX_COMMENT: Final = 255
"""Characters in the comment of a column (AWS Glue API, Column)."""

MAX_SCAN_GIB: Final = 1 << 20
"""One PiB. Not a limit of Athena: a larger number is a typing error."""

TABLE_OPTIMIZER: Final = "AWS::Glue::TableOptimizer"
"""CloudFormation type of the table optimizers, which not every region has."""

TOPIC_NAME: Final = r"[a-zA-Z0-9._-]{1,249}"
"""Names of topics (Apache Kafka, Topic.validate)."""

ATHENA_ENGINE: Final = "Athena engine version 3"
"""The engine that writes Iceberg tables (Amazon Athena user guide, "Athena engine version 3")."""

ICEBERG_VERSION: Final = "2"
"""The version that Firehose writes (Amazon Data Firehose developer guide, "Prerequisites to use Apache Iceberg
Tables")."""

EARLIEST: Final = "1970-01-01T00:00:00Z"
"""Timestamp with which Firehose starts at the oldest record (Amazon Data Firehose API, MSKSourceConfiguration)."""
