"""The configuration of `python -m local.functions --config FILE`: the stack's state and local settings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .files import read_config, write_config


@dataclass(frozen=True)
class FunctionSettings:
    """Local settings of one function; everything else is in the state."""

    environment: Mapping[str, str] = field(default_factory=dict[str, str])
    """Overrides the function's environment in the stack: local addresses, and the local-only variables of
    `docs/architecture.md` (`KAFKA_USERNAME`, `PLATFORM_CLOCK`, AWS keys …). Functions do not inherit the environment
    of the runner."""
    kafka: Mapping[str, str] = field(default_factory=dict[str, str])
    """librdkafka settings of the function's event source mappings: at least `bootstrap.servers`, and the credentials of
    the function's role, because on AWS a mapping reads with the function's execution role."""
    processes: int = 1
    """Processes, that is, concurrent invocations. Further invocations wait."""


@dataclass(frozen=True)
class FunctionsConfig:
    """The configuration, a JSON object with these keys."""

    state: Path
    """The exported state (`local.state.load_state`)."""
    directory: Path
    """The runner's folder: `archives/<hash>/`, `logs/<function>.log` and `metrics.log`."""
    control_port: int
    """Loopback port of the control API: `POST /2015-03-31/functions/{name}/invocations` and `GET /health`."""
    clock: str = ""
    """The value of `PLATFORM_CLOCK` for the times of metrics; empty for real time."""
    functions: Mapping[str, FunctionSettings] = field(default_factory=dict[str, FunctionSettings])
    """By function name (output `name` of the resource); other functions run with the stack's values."""


def load(path: Path) -> FunctionsConfig:
    """Read a configuration file.

    Raises:
        LocalError: the file is missing or a value is invalid; the message has the path of the key.
    """
    return read_config(path, FunctionsConfig)


def save(config: FunctionsConfig, path: Path) -> None:
    """Write a configuration file."""
    write_config(config, path)
