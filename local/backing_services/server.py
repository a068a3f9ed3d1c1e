"""Base class of brokers and stores: one process on loopback ports with its data in one folder."""

from abc import ABC, abstractmethod
from pathlib import Path
from types import TracebackType
from typing import Self

from .ports import free_port, require_free
from .process import START_SECONDS, Process


class Server(ABC):
    """A broker or store. Its port is chosen once, so clients can reconnect after a restart."""

    name: str

    def __init__(self, directory: Path, *, port: int | None = None) -> None:
        """Data, log and pid file are in `directory`; without a port, a free one is chosen."""
        self.directory = directory
        self.port = port or free_port()
        self._process: Process | None = None

    @property
    def address(self) -> str:
        """Host and port that clients connect to."""
        return f"127.0.0.1:{self.port}"

    @property
    def alive(self) -> bool:
        """Whether its process is running."""
        return self._process is not None and self._process.alive

    @property
    def pid(self) -> int | None:
        """The process id; None before the first start."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Start it, with the data of an earlier run, and wait until it accepts clients.

        Raises:
            LocalError: its port is in use, its program is missing, or it does not start.
        """
        if self.alive:
            return
        self.directory.mkdir(parents=True, exist_ok=True)
        if self._process is None:
            self._process = self._prepare()
        self._process.end_leftover()
        for port in self._ports():
            require_free(self.name, port)
        self._process.start(self._ready, seconds=START_SECONDS)

    def stop(self) -> None:
        """Stop it in order; no effect if it is not running."""
        if self._process:
            self._process.stop()

    def kill(self) -> None:
        """Kill it, as a crash would (`kill -9`)."""
        if self._process:
            self._process.kill()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _ports(self) -> list[int]:
        """The ports that it listens on."""
        return [self.port]

    @abstractmethod
    def _prepare(self) -> Process:
        """Create missing data and settings, and return the process to run."""

    @abstractmethod
    def _ready(self) -> bool:
        """Whether it accepts clients; may complete a set-up that needs a running server."""
