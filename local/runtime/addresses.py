"""Where a running cell is reached: by a person, a replay, and independent readers."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from ..errors import LocalError

FILE = "addresses.json"


@dataclass(frozen=True)
class Addresses:
    """What somebody outside the cell needs; readers sign in with rights over all, unlike the cell's programs."""

    public: str
    """Pages, HTTP API, tokens and WebSocket: `http://127.0.0.1:PORT`."""
    management: str
    """The WebSocket management API."""
    functions: str
    """The functions' control API."""
    payments: str
    """The payment provider."""
    kafka: Mapping[str, str]
    """Settings (librdkafka) of a reader: `bootstrap.servers` and its sign-in."""
    postgres: str
    """Connection string of a reader."""
    dynamodb: str
    """Endpoint URL of DynamoDB."""
    valkey: str
    """`host:port` of Valkey."""
    region: str
    """The AWS region that the stack is deployed to."""

    def save(self, directory: Path) -> None:
        """Write them for other commands; only the owner can read them, since they hold passwords."""
        path = directory / FILE
        path.touch(mode=0o600)
        path.write_text(json.dumps(asdict(self), indent=1))


def load_addresses(directory: Path) -> Addresses:
    """The addresses of the cell that runs in a directory.

    Raises:
        LocalError: none runs there.
    """
    try:
        return Addresses(**json.loads((directory / FILE).read_text()))
    except (FileNotFoundError, ValueError, TypeError):
        raise LocalError(f"no cell runs in {directory}: start it with `python -m local start STACK`") from None
