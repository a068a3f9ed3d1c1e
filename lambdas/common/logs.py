"""Logs on standard output, one JSON object per line.

Callers log identifiers of infrastructure only (topic, partition, offset, counts, error types): never a name, a
position, a ticket or a message.
"""

import sys
import time
from collections.abc import Mapping
from typing import Any

import msgspec

_encode = msgspec.json.Encoder(enc_hook=str).encode


def log(level: str, message: str, **fields: Any) -> None:
    """Write one line: `level` is INFO, WARNING or ERROR; fields become keys of the object."""
    write_line({"level": level, "message": message, "timestamp": time.time(), **fields})


def write_line(line: Mapping[str, Any]) -> None:
    """Write one object."""
    sys.stdout.write(_encode(line).decode() + "\n")
