"""Arguments of `DatabaseProxy`."""

from typing import NotRequired, TypedDict

import pulumi

from ..core.cell import CellArgs


class ProxyArgs(TypedDict):
    """How a proxy pools connections, and which users may use it."""

    database_users: list[str]
    """Database users that clients may sign in as through the proxy, at least one. Grant `rds_iam` to each of them in
    the database."""
    security_group_id: pulumi.Input[str]
    """Security group of the proxy. It must accept connections from clients, and the database's security group must
    accept connections from it."""
    idle_client_seconds: NotRequired[int]
    """Seconds after which an idle client is disconnected, 1 to 86,400; 1,800 by default."""
    max_connections_percent: NotRequired[int]
    """Share of the database's `max_connections` that the proxy may use, 1 to 100; 90 by default, so that migrations and
    administrators can still connect."""
    max_idle_connections_percent: NotRequired[int]
    """Share of `max_connections` that the proxy may keep open while they are idle, at most `max_connections_percent`;
    half of it by default."""
    borrow_seconds: NotRequired[int]
    """Seconds that a client waits for a connection before it gets an error, 0 to 300; 30 by default."""
    init_query: NotRequired[str]
    """SQL that runs on each new connection, such as `SET TIME ZONE 'UTC'`; none by default. Put no secrets in it: it is
    visible in the proxy's settings."""
    reader_endpoint: NotRequired[bool]
    """Whether the proxy has a second endpoint for readers; false by default."""
    debug_logging: NotRequired[bool]
    """Whether the full text of SQL statements is logged, including personal data in them; false by default."""


class DatabaseProxyArgs(CellArgs, ProxyArgs):
    """Arguments of `DatabaseProxy`."""

    subnet_ids: pulumi.Input[list[str]]
    """Subnets of the proxy, in at least two zones."""
    cluster_identifier: pulumi.Input[str]
    """Identifier of the Aurora cluster behind the proxy."""
    cluster_resource_id: pulumi.Input[str]
    """Resource id of the cluster, which IAM sign-in uses."""
    log_key_arn: pulumi.Input[str]
    """KMS key that encrypts the proxy's log group."""
    log_retention_days: NotRequired[int]
    """How many days the log group keeps the proxy's logs; 90 by default."""
