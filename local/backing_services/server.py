"""What the brokers and stores have in common: one process on loopback ports, data in one folder."""

from abc import ABC, abstractmethod
from pathlib import Path
from types import TracebackType
from typing import Self

from .ports import free_port, require_free
from .process import START_SECONDS, Process


class Server(ABC):
    """A broker or store. Its port is chosen once, so that clients find it again after a restart."""

    name: str

    def __init__(self, directory: Path, *, port: int | None = None) -> None:
        """Data, log and pid file go under `directory`; without a port, a free one is taken."""
        self.directory = directory
        self.port = port or free_port()
        self._process: Process | None = None

    @property
    def address(self) -> str:
        """Host and port that clients connect to."""
        return f"127.0.0.1:{self.port}"

    @property
    def alive(self) -> bool:
        """True while its process runs."""
        return self._process is not None and self._process.alive

    @property
    def pid(self) -> int | None:
        """The process id; None before the first start."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Start it and wait until it serves; data of an earlier run is there again.

        Raises:
            LocalError: its port is taken, its program is missing, or it does not come up.
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
        """Stop it in good order; harmless when it does not run."""
        if self._process:
            self._process.stop()

    def kill(self) -> None:
        """End it as a crash would (`kill -9`)."""
        if self._process:
            self._process.kill()

    def restart(self) -> None:
        """Stop and start it on the same port with the same data."""
        self.stop()
        self.start()

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
        """Make its data folder and settings where they are missing, and say what to run."""

    @abstractmethod
    def _ready(self) -> bool:
        """True once it serves clients; may finish what needs a running server."""
