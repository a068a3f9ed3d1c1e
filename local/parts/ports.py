"""Loopback ports: a free one, whether one is taken and by whom, and whether somebody listens."""

import re
import socket
from collections.abc import Iterator
from pathlib import Path

from ..errors import LocalError

HOST = "127.0.0.1"
LISTEN = "0A"
"""State of a listening socket in /proc/net/tcp (Linux, include/net/tcp_states.h)."""


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def listens(port: int) -> bool:
    """True when a connection to the port is accepted."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


def require_free(name: str, port: int) -> None:
    """Say who has the port, if somebody has.

    Raises:
        LocalError: the port is taken.
    """
    with socket.socket() as probe:
        # Connections of a server that just stopped linger in TIME_WAIT and take nothing from the next one.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            reason = _holder(port) or error.strerror
            raise LocalError(
                f"{name} cannot use port {port} on {HOST}: {reason}; stop that or choose another"
            ) from None


def _holder(port: int) -> str | None:
    """The process that listens on a port, as far as the kernel tells us."""
    inodes = set(_listening_inodes(port))
    for process in Path("/proc").glob("[0-9]*"):
        try:
            opened = {str(descriptor.readlink()) for descriptor in (process / "fd").iterdir()}
            if opened & {f"socket:[{inode}]" for inode in inodes}:
                return f"it is taken by {(process / 'comm').read_text().strip()} (process {process.name})"
        except OSError:
            continue  # ended meanwhile, or somebody else's
    return None


def _listening_inodes(port: int) -> Iterator[str]:
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        if Path(table).exists():
            for line in Path(table).read_text().splitlines()[1:]:
                fields = line.split()
                if fields[3] == LISTEN and re.search(rf":{port:04X}$", fields[1]):
                    yield fields[9]
