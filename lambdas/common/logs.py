"""Logs and metrics on standard output, one JSON object per line.

Callers log identifiers of infrastructure only (topic, partition, offset, counts, error types): never a name, a
position, a ticket or a message. Metrics use CloudWatch's embedded metric format, which costs no API call:
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
Powertools for AWS Lambda does the same and adds about 100 ms to a cold start (docs/decisions/0014).
"""

import os
import sys
import time
from typing import Any

import msgspec

NAMESPACE = "citycell"
_encode = msgspec.json.Encoder(enc_hook=str).encode


def log(level: str, message: str, **fields: Any) -> None:
    """Write one line: `level` is INFO, WARNING or ERROR; fields become keys of the object."""
    _write({"level": level, "message": message, "timestamp": time.time(), **fields})


def metrics(function: str, /, **values: float) -> None:
    """Record metrics of a function, by cell; names that end in `Ms` are milliseconds, others are counts."""
    names = [{"Name": name, "Unit": "Milliseconds" if name.endswith("Ms") else "Count"} for name in values]
    directive = {"Namespace": NAMESPACE, "Dimensions": [["Cell", "Function"]], "Metrics": names}
    _write(
        {
            "_aws": {"Timestamp": int(time.time() * 1000), "CloudWatchMetrics": [directive]},
            "Cell": os.environ.get("CELL", ""),
            "Function": function,
            **values,
        }
    )


def _write(line: dict[str, Any]) -> None:
    sys.stdout.write(_encode(line).decode() + "\n")
