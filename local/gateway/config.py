"""The configuration of `python -m local.gateway --config FILE`: the stack's state and local addresses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..functions.files import read_config, write_config


@dataclass(frozen=True)
class GatewayConfig:
    """The configuration, a JSON object with these keys."""

    state: Path
    """The exported state (`local.state.load_state`): WebSocket API, routes, authorizer, stage, listeners, rules."""
    directory: Path
    """The gateway's folder: `token-key.pem` and `metrics.log`."""
    web: Path
    """The folder with the pages; `/` is its `index.html`."""
    public_port: int
    """Loopback port for browsers and phones: `ws://127.0.0.1:PORT/<stage>`, the load balancer's paths,
    the pages, `/config.json`, `/_local/jwks.json`, `/_local/token?role=…&sub=…`, `/_local/health`."""
    management_port: int
    """Loopback port of the management API: `WEBSOCKET_MANAGEMENT_ENDPOINT` is `http://127.0.0.1:PORT/<stage>`."""
    functions_url: str
    """Base URL of the functions' control API, for example `http://127.0.0.1:9001`."""
    token_issuer: str
    """`iss` of local tokens: the `TOKEN_ISSUER` of the stack's services. Empty if they have `TOKEN_ISSUERS`."""
    token_audience: str
    """`aud` of local tokens: the `TOKEN_AUDIENCE` of the stack's services. Empty if they have `TOKEN_ISSUERS`."""
    token_issuers: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    """The `TOKEN_ISSUERS` of the stack's services: the user pools whose access tokens are signed instead."""
    targets: Mapping[str, list[str]] = field(default_factory=dict[str, list[str]])
    """By target group ARN: base URLs of the processes behind it, for example `["http://127.0.0.1:9101"]`."""
    clock: str = ""
    """The value of `PLATFORM_CLOCK` for the times of metrics; empty for real time."""
    page_config: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """The content of `/config.json`; the pages define its keys."""


def load(path: Path) -> GatewayConfig:
    """Read a configuration file.

    Raises:
        LocalError: the file is missing or a value is invalid; the message has the path of the key.
    """
    return read_config(path, GatewayConfig)


def save(config: GatewayConfig, path: Path) -> None:
    """Write a configuration file."""
    write_config(config, path)
