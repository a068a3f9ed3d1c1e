"""Loopback ports: a free one, whether one is taken and by whom, and whether somebody listens."""

import re
import secrets
import socket
from collections.abc import Iterator
from pathlib import Path

from ..errors import LocalError

HOST = "127.0.0.1"
LISTEN = "0A"
"""State of a listening socket in /proc/net/tcp (Linux, include/net/tcp_states.h)."""


PORTS = range(20_000, 32_768)
"""Below those that systems give to outgoing connections: Linux from 32768 (ip-sysctl, ip_local_port_range), macOS and
IANA from 49152. One of those could be gone before the server comes up that it was chosen for."""

_given: set[int] = set()


def free_port() -> int:
    """A port that was free a moment ago, and that this process was not given before.

    Raises:
        LocalError: all of them are taken.
    """
    for port in secrets.SystemRandom().sample(PORTS, len(PORTS)):
        if port not in _given and _is_free(port):
            _given.add(port)
            return port
    raise LocalError(f"no port from {PORTS.start} to {PORTS.stop - 1} is free on {HOST}")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


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
