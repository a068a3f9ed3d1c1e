"""Ports for servers that come up later."""

import os
import socket

import pytest

from local.backing_services.ports import HOST, free_port, require_free
from local.errors import LocalError

LINUX_FIRST = 32_768
"""The first port of outgoing connections on Linux by default (ip-sysctl, ip_local_port_range)."""


def test_a_chosen_port_is_no_port_of_outgoing_connections() -> None:
    """A cell opens many connections while it starts; none of them may take a port that a server is to listen on."""
    assert free_port() < LINUX_FIRST


def test_no_port_is_chosen_twice() -> None:
    """No server listens on a chosen port yet, so the kernel alone does not know that it is taken."""
    ports = [free_port() for _ in range(500)]
    assert len({*ports}) == len(ports)
    for port in ports:
        require_free("a server", port)


def test_a_port_in_use_is_reported_with_its_process() -> None:
    """The error names the process that listens."""
    with socket.create_server((HOST, 0)) as server:
        port: int = server.getsockname()[1]
        with pytest.raises(LocalError, match=rf"port {port} .* uses it \(process {os.getpid()}\)"):
            require_free("a server", port)
