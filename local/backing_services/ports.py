"""Loopback ports: choose a free one, check that one is free, and see whether a server listens."""

import secrets
import socket

import psutil

from ..errors import LocalError

HOST = "127.0.0.1"
PORTS = range(20_000, 32_768)
"""Below the ports of outgoing connections, which could be taken before the server starts: Linux uses those from 32768
(ip-sysctl, ip_local_port_range), macOS and IANA those from 49152."""

_chosen: set[int] = set()


def free_port() -> int:
    """A free port that this process has not chosen before.

    Raises:
        LocalError: no port is free.
    """
    for port in secrets.SystemRandom().sample(PORTS, len(PORTS)):
        if port not in _chosen and _is_free(port):
            _chosen.add(port)
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
    """Whether the port accepts connections."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


def require_free(name: str, port: int) -> None:
    """Check that a port is free.

    Raises:
        LocalError: the port is in use; the message names the process.
    """
    with socket.socket() as probe:
        # Connections in TIME_WAIT of a server that has stopped do not block the next one.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            reason = _holder(port) or error.strerror
            raise LocalError(
                f"{name} cannot use port {port} on {HOST}: {reason}; stop it or choose another port"
            ) from None


def _holder(port: int) -> str | None:
    """The process that listens on a port, if this user may know it."""
    try:
        listeners = [
            connection.pid
            for connection in psutil.net_connections("tcp")
            if connection.status == psutil.CONN_LISTEN and connection.laddr and connection.laddr.port == port
        ]
        return next((f"{psutil.Process(pid).name()} uses it (process {pid})" for pid in listeners if pid), None)
    except psutil.Error:  # it ended meanwhile, or macOS shows connections to root only
        return None
