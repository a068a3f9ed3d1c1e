"""The addresses of a running cell, for people, replays and independent readers."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from ..errors import LocalError

FILE = "addresses.json"


@dataclass(frozen=True)
class Addresses:
    """Addresses and credentials. Unlike the cell's programs, readers may read everything."""

    public: str
    """Pages, HTTP API, tokens and WebSocket: `http://127.0.0.1:PORT`."""
    management: str
    """The WebSocket management API."""
    functions: str
    """The functions' control API."""
    payments: str
    """The payment provider."""
    kafka: Mapping[str, str]
    """librdkafka settings of a reader: `bootstrap.servers` and credentials."""
    postgres: str
    """Connection string of a reader."""
    dynamodb: str
    """Endpoint URL of DynamoDB."""
    valkey: str
    """`host:port` of Valkey."""
    region: str
    """The AWS region of the stack."""

    def save(self, directory: Path) -> None:
        """Write them to a file for other commands. It contains passwords, so only the owner can read it."""
        path = directory / FILE
        path.touch(mode=0o600)
        path.write_text(json.dumps(asdict(self), indent=1))


def load_addresses(directory: Path) -> Addresses:
    """The addresses of the cell that runs in a directory.

    Raises:
        LocalError: no cell runs there.
    """
    try:
        return Addresses(**json.loads((directory / FILE).read_text()))
    except (FileNotFoundError, ValueError, TypeError):
        raise LocalError(f"no cell runs in {directory}: start it with `python -m local start STACK`") from None
