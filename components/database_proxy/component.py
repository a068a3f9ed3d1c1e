"""RDS Proxy: pooled connections to Aurora, with IAM from the client to the database."""

from typing import NotRequired, TypedDict

import pulumi
import pulumi_aws as aws

from ..aws.names import DATABASE
from ..aws.published import log_retention_days
from ..core.cell import CellArgs, DataClass
from ..core.component import Component, Transforms
from ..core.door import Door
from ..core.iam import Statement, allow, database_user_arn, document
from ..database.limits import is_user_name

CLIENT_LIFE_SECONDS = 86_400
"""RDS Proxy ends each connection of a client after 24 hours, idle or not (Aurora user guide, RDS Proxy connection
considerations)."""

BORROW_SECONDS = 300
"""Longest wait for a pooled connection (RDS API, ConnectionPoolConfiguration)."""

LOG_DAYS = 90


class ProxyArgs(TypedDict):
    """How a proxy pools connections, and for whom."""

    database_users: list[str]
    """Database users that clients may sign in as through the proxy; each must be granted `rds_iam`."""
    security_group_id: pulumi.Input[str]
    """Security group of the proxy: reached by clients, and let into the database's group."""
    idle_client_seconds: NotRequired[int]
    """Seconds after which an idle client is disconnected; 1,800 by default."""
    max_connections_percent: NotRequired[int]
    """Share of the database's `max_connections` that the proxy may use; 90 by default, so that migrations and people
    still get in."""
    max_idle_connections_percent: NotRequired[int]
    """Share that it may keep open while nobody uses them; half of the former by default."""
    borrow_seconds: NotRequired[int]
    """Seconds that a client waits for a connection before it gets an error; 30 by default, 300 at most."""
    init_query: NotRequired[str]
    """SQL run on each new connection, such as `SET TIME ZONE 'UTC'`; whoever reads the proxy's settings reads it."""
    reader_endpoint: NotRequired[bool]
    """Whether there is a second endpoint for readers; false by default."""
    debug_logging: NotRequired[bool]
    """Whether the text of statements, with all that is in them, goes to the log; false by default."""


class DatabaseProxyArgs(CellArgs, ProxyArgs):
    """Arguments of `DatabaseProxy`."""

    subnet_ids: pulumi.Input[list[str]]
    """Subnets of the proxy, in at least two zones."""
    cluster_identifier: pulumi.Input[str]
    """The Aurora cluster behind the proxy."""
    cluster_resource_id: pulumi.Input[str]
    """Its resource id, which IAM sign-in names."""
    log_key_arn: pulumi.Input[str]
    """Key that encrypts the proxy's log."""
    log_retention_days: NotRequired[int]
    """Days that the proxy's log is kept; 90 by default."""


class DatabaseProxy(Component):
    """RDS Proxy before an Aurora PostgreSQL cluster.

    Clients sign in with IAM over TLS, and so does the proxy: no password and no secret on the whole way. The proxy's
    role may sign in as the listed users and as nobody else.
    """

    host: pulumi.Output[str]
    """Endpoint that reads and writes."""
    reader_host: pulumi.Output[str]
    """Endpoint of the readers; empty without `reader_endpoint`."""
    proxy_name: pulumi.Output[str]
    """The proxy's name, the dimension of its metrics."""
    resource_id: pulumi.Output[str]
    """The proxy's resource id, which IAM sign-in names."""
    database_users: list[str]
    """Database users that clients may sign in as."""

    def __init__(
        self,
        name: str,
        args: DatabaseProxyArgs,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transforms: Transforms | None = None,
    ) -> None:
        _check(name, args)
        super().__init__(name, args, opts, transforms)
        proxy = self._proxy(args)
        self._pool(proxy, args)
        self.host = proxy.endpoint
        self.reader_host = self._reader_endpoint(proxy, args)
        self.proxy_name = proxy.name
        self.database_users = args["database_users"]
        self.resource_id = proxy.arn.apply(lambda arn: arn.rsplit(":", 1)[-1])
        self._finish()

    def _proxy(self, args: DatabaseProxyArgs) -> aws.rds.Proxy:
        name = self._physical("orders", DATABASE)
        logs = self._child(
            "log-group",
            aws.cloudwatch.LogGroup,
            {
                # RDS Proxy writes to this name and no other; made here so that it has a key and an end.
                "name": f"/aws/rds/proxy/{name}",
                "retention_in_days": args.get("log_retention_days", LOG_DAYS),
                "kms_key_id": args["log_key_arn"],
            },
            data_class=DataClass.LOGS,
        )
        role = self._child(
            "role",
            aws.iam.Role,
            {"name": self._physical("database-proxy"), "assume_role_policy": document([_TRUST])},
        )
        policy = self._child(
            "role-policy",
            aws.iam.RolePolicy,
            {"name": "sign-in", "role": role.name, "policy": document([self._sign_in(args)])},
        )
        return self._child(
            "proxy",
            aws.rds.Proxy,
            {
                "name": name,
                "engine_family": "POSTGRESQL",
                "default_auth_scheme": "IAM_AUTH",
                "require_tls": True,
                "role_arn": role.arn,
                "vpc_subnet_ids": args["subnet_ids"],
                "vpc_security_group_ids": [args["security_group_id"]],
                "idle_client_timeout": args.get("idle_client_seconds", 1800),
                "debug_logging": args.get("debug_logging", False),
            },
            pulumi.ResourceOptions(depends_on=[logs, policy]),
        )

    def _sign_in(self, args: DatabaseProxyArgs) -> Statement:
        """What the proxy's role may do (Aurora user guide, configuring IAM authentication for RDS Proxy)."""
        cluster = args["cluster_resource_id"]
        users = [database_user_arn(self._cell, cluster, user) for user in args["database_users"]]
        return allow("SignIn", ["rds-db:connect"], users)

    def _pool(self, proxy: aws.rds.Proxy, args: DatabaseProxyArgs) -> None:
        most = args.get("max_connections_percent", 90)
        group = self._child(
            "target-group",
            aws.rds.ProxyDefaultTargetGroup,
            {
                "db_proxy_name": proxy.name,
                "connection_pool_config": {
                    "max_connections_percent": most,
                    "max_idle_connections_percent": args.get("max_idle_connections_percent", most // 2),
                    "connection_borrow_timeout": args.get("borrow_seconds", 30),
                    "init_query": args.get("init_query"),
                },
            },
        )
        self._child(
            "target",
            aws.rds.ProxyTarget,
            {
                "db_proxy_name": proxy.name,
                "target_group_name": group.name,
                "db_cluster_identifier": args["cluster_identifier"],
            },
        )

    def _reader_endpoint(self, proxy: aws.rds.Proxy, args: DatabaseProxyArgs) -> pulumi.Output[str]:
        if not args.get("reader_endpoint", False):
            return pulumi.Output.from_input("")
        endpoint = self._child(
            "reader-endpoint",
            aws.rds.ProxyEndpoint,
            {
                "db_proxy_name": proxy.name,
                "db_proxy_endpoint_name": self._physical("orders-readers", DATABASE),
                "target_role": "READ_ONLY",
                "vpc_subnet_ids": args["subnet_ids"],
                "vpc_security_group_ids": [args["security_group_id"]],
            },
        )
        return endpoint.endpoint


_TRUST: Statement = {
    # Without a condition on the source, as AWS's own page has it: it nowhere says that the proxy sends one, and with a
    # condition that no call meets the proxy could not sign in (Aurora user guide, configuring IAM for RDS Proxy).
    "Effect": "Allow",
    "Principal": {"Service": "rds.amazonaws.com"},
    "Action": "sts:AssumeRole",
}


def check_pool(door: Door) -> None:
    """Check what `ProxyArgs` names, at the door of whatever takes it."""
    users = door.items("database_users", 1, limit="nobody could sign in through the proxy")
    for index, user in enumerate(users):
        if not is_user_name(user):
            raise door.refuse(f"database_users[{index}]", user, "it must be the name of one database user")
    door.unique("database_users", users)
    door.whole("idle_client_seconds", 1, CLIENT_LIFE_SECONDS, 1800)
    most = door.whole("max_connections_percent", 1, 100, 90)
    door.whole("max_idle_connections_percent", 0, most, most // 2, why="the share that the proxy may use")
    door.whole("borrow_seconds", 0, BORROW_SECONDS, 30)
    door.text("init_query")
    door.flag("reader_endpoint", default=False)
    door.flag("debug_logging", default=False)


def check_subnets(door: Door) -> None:
    """Check that there are subnets in two zones at least, which RDS asks for clusters and proxies alike."""
    door.items("subnet_ids", 2, limit="RDS wants subnets in at least two zones")


def check_log_days(door: Door) -> None:
    """Check how long logs are kept, at the door of whatever keeps them."""
    kept = log_retention_days()
    days = door.whole("log_retention_days", kept[0], kept[-1], LOG_DAYS)
    if days not in kept:
        raise door.refuse("log_retention_days", days, "CloudWatch Logs has other periods", map(str, kept))


def _check(name: str, args: DatabaseProxyArgs) -> None:
    door = Door("DatabaseProxy", name, args, DatabaseProxyArgs)
    door.cell()
    check_subnets(door)
    check_pool(door)
    check_log_days(door)
