"""What `python -m local.functions --config FILE` is told: the stack's state and what is local about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .files import read_config, write_config


@dataclass(frozen=True)
class FunctionSettings:
    """What is local about one function; everything else comes from its resource in the state."""

    environment: Mapping[str, str] = field(default_factory=dict[str, str])
    """Laid over the environment that the stack gives the function: local addresses, and the local-only names of
    `docs/architecture.md` (`KAFKA_USERNAME`, `PLATFORM_CLOCK`, AWS keys …). Nothing of the runner's own environment
    reaches a function."""
    kafka: Mapping[str, str] = field(default_factory=dict[str, str])
    """librdkafka settings of the function's event source mappings (at least `bootstrap.servers`, and the sign-in of the
    function's role: on AWS a mapping reads with the function's execution role)."""
    processes: int = 1
    """Function processes, that is, invocations at one time. More wait in line."""


@dataclass(frozen=True)
class FunctionsConfig:
    """The whole configuration, kept as one JSON object with these keys."""

    state: Path
    """The exported state (`local.state.load_state`)."""
    directory: Path
    """A folder of this stack that the runner owns: `archives/<hash>/` and `logs/<function>.log`."""
    control_port: int
    """Loopback port of the control API: `POST /2015-03-31/functions/{name}/invocations` and `GET /health`."""
    functions: Mapping[str, FunctionSettings] = field(default_factory=dict[str, FunctionSettings])
    """By function name (output `name` of the resource); a function that is not named runs with the stack's values."""


def load(path: Path) -> FunctionsConfig:
    """Read a configuration file.

    Raises:
        LocalError: the file is missing or a key has the wrong shape; the message has the key's path.
    """
    return read_config(path, FunctionsConfig)


def save(config: FunctionsConfig, path: Path) -> None:
    """Write a configuration file."""
    write_config(config, path)
