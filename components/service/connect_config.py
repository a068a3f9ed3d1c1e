"""The part of the configuration of `Service` that is about ECS Service Connect."""

from dataclasses import dataclass

import pulumi

from ..core.arguments import Arguments
from ..task.config import TaskConfig
from . import limits


@dataclass(frozen=True, kw_only=True)
class TlsConfig:
    """TLS between proxies."""

    authority_arn: pulumi.Input[str]
    role_arn: pulumi.Input[str]
    key_arn: pulumi.Input[str]


@dataclass(frozen=True, kw_only=True)
class ServerConfig:
    """How other services call this one."""

    dns_name: str
    port: int
    port_name: str
    tls: TlsConfig | None


@dataclass(frozen=True, kw_only=True)
class ConnectConfig:
    """Service Connect of a service; it only calls others if `server` is None."""

    namespace: pulumi.Input[str]
    server: ServerConfig | None
    access_logs: bool


def connect_config(arguments: Arguments, task: TaskConfig) -> ConnectConfig | None:
    """The argument `connect`; None if it is not set.

    Raises:
        ArgumentError: Service Connect would not accept it.
    """
    connect = arguments.nested("connect")
    if connect is None:
        return None
    return ConnectConfig(
        namespace=connect.input("namespace"),
        server=_server(arguments, connect, task),
        access_logs=connect.boolean("access_logs", default=True),
    )


def _server(arguments: Arguments, connect: Arguments, task: TaskConfig) -> ServerConfig | None:
    message = "it must be lower case letters, digits, _, - and dots, 127 characters at most"
    dns_name = connect.string(
        "dns_name", None, predicate=lambda text: bool(limits.DNS_NAME.fullmatch(text)), message=message
    )
    connect.requires("tls", dns_name is not None, "no other service calls this one unless dns_name is set")
    if dns_name is None:
        return None
    if task.port is None:
        raise arguments.error("port", None, "a service that others call through Service Connect listens on a port")
    return ServerConfig(dns_name=dns_name, port=task.port, port_name=task.port_name or "http", tls=_tls(connect))


def _tls(connect: Arguments) -> TlsConfig | None:
    tls = connect.nested("tls")
    if tls is None:
        return None
    return TlsConfig(
        authority_arn=tls.input("authority_arn"), role_arn=tls.input("role_arn"), key_arn=tls.input("key_arn")
    )
