"""RDS Proxy: pooled connections to Aurora, with IAM sign-in from the client to the database."""

import pulumi
import pulumi_aws as aws

from ..aws.names import DATABASE
from ..core.component import Component, Transforms
from ..core.iam import database_user_arn, document, trust
from .args import DatabaseProxyArgs
from .config import DatabaseProxyConfig, ProxyConfig, resolve
from .policies import sign_in


class DatabaseProxy(Component):
    """RDS Proxy in front of an Aurora PostgreSQL cluster.

    Clients sign in to the proxy with IAM over TLS, and the proxy signs in to the database the same way: there is no
    password or secret. The proxy's role may sign in only as the listed users.
    """

    host: pulumi.Output[str]
    """Endpoint for reads and writes."""
    reader_host: pulumi.Output[str] | None
    """Endpoint for reads; None without `reader_endpoint`."""
    proxy_name: pulumi.Output[str]
    """The proxy's name, the dimension of its metrics."""
    resource_id: pulumi.Output[str]
    """The proxy's resource id, which IAM sign-in uses."""
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
        config = resolve(name, args)
        super().__init__(name, args, opts, transforms)
        proxy = self._make_proxy(config)
        self._make_target(config, proxy, self._make_target_group(config.proxy, proxy))
        self.host = proxy.endpoint
        self.reader_host = self._make_reader_endpoint(config, proxy)
        self.proxy_name = proxy.name
        self.database_users = list(config.proxy.database_users)
        self.resource_id = proxy.arn.apply(lambda arn: arn.rsplit(":", 1)[-1])
        self._finish()

    def _make_proxy(self, config: DatabaseProxyConfig) -> aws.rds.Proxy:
        name = self._physical("orders", DATABASE)
        # RDS Proxy always logs to this name. Made here, the group has a key and a retention period.
        log_group = self._make_log_group(
            f"/aws/rds/proxy/{name}", config.log_retention_days, config.log_key_arn, is_full_name=True
        )
        role = self._make_role()
        policy = self._make_role_policy(config, role)
        return self._child(
            "proxy",
            aws.rds.Proxy,
            {
                "name": name,
                "engine_family": "POSTGRESQL",
                "default_auth_scheme": "IAM_AUTH",
                "require_tls": True,
                "role_arn": role.arn,
                "vpc_subnet_ids": config.subnet_ids,
                "vpc_security_group_ids": [config.proxy.security_group_id],
                "idle_client_timeout": config.proxy.idle_client_seconds,
                "debug_logging": config.proxy.debug_logging,
            },
            pulumi.ResourceOptions(depends_on=[log_group, policy]),
        )

    def _make_role(self) -> aws.iam.Role:
        return self._child(
            "role",
            aws.iam.Role,
            {
                "name": self._physical("database-proxy"),
                "assume_role_policy": trust("rds.amazonaws.com", self._cell["account_id"]),
            },
        )

    def _make_role_policy(self, config: DatabaseProxyConfig, role: aws.iam.Role) -> aws.iam.RolePolicy:
        """Lets the proxy sign in to the database as its users."""
        cluster = config.cluster_resource_id
        users = [database_user_arn(self._cell, cluster, user) for user in config.proxy.database_users]
        return self._child(
            "role-policy",
            aws.iam.RolePolicy,
            {"name": "sign-in", "role": role.name, "policy": document([sign_in(users)])},
        )

    def _make_target_group(self, config: ProxyConfig, proxy: aws.rds.Proxy) -> aws.rds.ProxyDefaultTargetGroup:
        return self._child(
            "target-group",
            aws.rds.ProxyDefaultTargetGroup,
            {
                "db_proxy_name": proxy.name,
                "connection_pool_config": {
                    "max_connections_percent": config.max_connections_percent,
                    "max_idle_connections_percent": config.max_idle_connections_percent,
                    "connection_borrow_timeout": config.borrow_seconds,
                    "init_query": config.init_query,
                },
            },
        )

    def _make_target(
        self, config: DatabaseProxyConfig, proxy: aws.rds.Proxy, group: aws.rds.ProxyDefaultTargetGroup
    ) -> None:
        self._child(
            "target",
            aws.rds.ProxyTarget,
            {
                "db_proxy_name": proxy.name,
                "target_group_name": group.name,
                "db_cluster_identifier": config.cluster_identifier,
            },
        )

    def _make_reader_endpoint(self, config: DatabaseProxyConfig, proxy: aws.rds.Proxy) -> pulumi.Output[str] | None:
        if not config.proxy.reader_endpoint:
            return None
        endpoint = self._child(
            "reader-endpoint",
            aws.rds.ProxyEndpoint,
            {
                "db_proxy_name": proxy.name,
                "db_proxy_endpoint_name": self._physical("orders-readers", DATABASE),
                "target_role": "READ_ONLY",
                "vpc_subnet_ids": config.subnet_ids,
                "vpc_security_group_ids": [config.proxy.security_group_id],
            },
        )
        return endpoint.endpoint
