"""Ports for servers that come up later."""

from local.backing_services.ports import free_port, require_free

LINUX_FIRST = 32_768
"""Where Linux begins to number outgoing connections, unless somebody changed it (ip-sysctl, ip_local_port_range)."""


def test_no_connection_of_the_kernels_choice_gets_such_a_port() -> None:
    """Many connections go out while a cell starts; none of them may sit on a port that a server was promised."""
    assert free_port() < LINUX_FIRST


def test_no_port_is_given_twice() -> None:
    """What was given is not listened on yet, so that asking the kernel alone would not tell."""
    ports = [free_port() for _ in range(500)]
    assert len({*ports}) == len(ports)
    for port in ports:
        require_free("a server", port)
