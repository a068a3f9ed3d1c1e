"""The configuration of `DatabaseProxy`: its arguments with their defaults, validated."""

from dataclasses import dataclass

import pulumi

from ..core.arguments import Arguments
from ..database.limits import is_user_name
from . import limits
from .args import DatabaseProxyArgs


@dataclass(frozen=True, kw_only=True)
class ProxyConfig:
    """How the proxy pools connections, and which users may use it."""

    database_users: tuple[str, ...]
    security_group_id: pulumi.Input[str]
    idle_client_seconds: int
    max_connections_percent: int
    max_idle_connections_percent: int
    borrow_seconds: int
    init_query: str | None
    reader_endpoint: bool
    debug_logging: bool


@dataclass(frozen=True, kw_only=True)
class DatabaseProxyConfig:
    """The resolved arguments of `DatabaseProxy`."""

    subnet_ids: pulumi.Input[list[str]]
    cluster_identifier: pulumi.Input[str]
    cluster_resource_id: pulumi.Input[str]
    log_key_arn: pulumi.Input[str]
    log_retention_days: int
    proxy: ProxyConfig


def resolve(name: str, args: DatabaseProxyArgs) -> DatabaseProxyConfig:
    """Validate the arguments and fill in their defaults.

    Raises:
        ArgumentError: no proxy could be made from them.
    """
    arguments = Arguments("DatabaseProxy", name, args, DatabaseProxyArgs)
    arguments.cell()
    check_subnets(arguments)
    return DatabaseProxyConfig(
        subnet_ids=arguments.input("subnet_ids"),
        cluster_identifier=arguments.input("cluster_identifier"),
        cluster_resource_id=arguments.input("cluster_resource_id"),
        log_key_arn=arguments.input("log_key_arn"),
        log_retention_days=arguments.log_retention_days(90),
        proxy=resolve_proxy(arguments),
    )


def resolve_proxy(arguments: Arguments) -> ProxyConfig:
    """Validate the arguments of `ProxyArgs`, those of a proxy by itself or those of a database's proxy.

    Raises:
        ArgumentError: RDS Proxy does not accept one of them.
    """
    max_connections = arguments.integer("max_connections_percent", 1, 100, 90)
    return ProxyConfig(
        database_users=_database_users(arguments),
        security_group_id=arguments.input("security_group_id"),
        idle_client_seconds=arguments.integer("idle_client_seconds", 1, limits.MAX_IDLE_CLIENT_SECONDS, 1800),
        max_connections_percent=max_connections,
        max_idle_connections_percent=arguments.integer(
            "max_idle_connections_percent",
            0,
            max_connections,
            max_connections // 2,
            hint="the value of max_connections_percent",
        ),
        borrow_seconds=arguments.integer("borrow_seconds", 0, limits.MAX_BORROW_SECONDS, 30),
        init_query=arguments.string("init_query", None),
        reader_endpoint=arguments.boolean("reader_endpoint", default=False),
        debug_logging=arguments.boolean("debug_logging", default=False),
    )


def check_subnets(arguments: Arguments) -> None:
    """Check that `subnet_ids` are enough for RDS.

    Raises:
        ArgumentError: there are fewer than two.
    """
    arguments.list_of("subnet_ids", limits.MIN_SUBNETS, message="RDS requires subnets in at least two zones")


def _database_users(arguments: Arguments) -> tuple[str, ...]:
    users = arguments.list_of("database_users", 1, message="without users no client could sign in through the proxy")
    for index, user in enumerate(users):
        if not is_user_name(user):
            raise arguments.error(f"database_users[{index}]", user, "it must be the name of one database user")
    arguments.unique("database_users", users)
    return tuple(users)
