"""The user pools of customers, couriers, restaurants and operators, which all cells of a company share."""

from typing import Any

import pulumi
import pulumi_aws as aws

from ..aws.names import IAM_ROLE
from ..core.cell import DataClass
from ..core.component import Component, Props, Transforms
from ..core.iam import document, trust
from ..core.outputs import known_after
from . import limits, props
from .args import IdentityArgs, ThreatProtection
from .config import AppConfig, PoolConfig, resolve
from .policies import SERVICE, sms_statements


class Identity(Component):
    """Sign-in for the people of all cells: one user pool of Amazon Cognito for each role, and the apps of each.

    It belongs to no cell: a stack of its own makes it, and each city's stack reads its issuers. A pool has no backup,
    and deleting one deletes its accounts with their passwords and passkeys. Pools are therefore protected by Pulumi and
    by AWS, unless disposable. `docs/identity.md` says what a restore would be.
    """

    token_issuers: pulumi.Output[list[dict[str, Any]]]
    """The issuers of tokens, as a cell's argument `token_issuers` takes them."""
    user_pool_ids: pulumi.Output[dict[str, str]]
    """Role to the id of its pool."""
    client_ids: pulumi.Output[dict[str, str]]
    """App to its client id, which the app needs."""
    sign_in_urls: pulumi.Output[dict[str, str]]
    """Role to the URL of its sign-in pages."""
    domain_targets: pulumi.Output[dict[str, str]]
    """Custom host name to the host of Amazon CloudFront that its DNS record points at. Empty without custom names."""

    def __init__(
        self,
        name: str,
        args: IdentityArgs,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transforms: Transforms | None = None,
    ) -> None:
        config = resolve(name, args)
        super().__init__(name, args, opts, transforms)
        self._config = config
        sms = self._make_sms() if config.sms else None
        pools = {pool: self._make_pool(pool, sms) for pool in config.pools}
        domains = {pool: self._make_domain(pool, made) for pool, made in pools.items()}
        clients = {app: client for pool, made in pools.items() for app, client in self._make_clients(pool, made)}
        self.token_issuers = self._issuers(pools, clients)
        self.user_pool_ids = pulumi.Output.all(**{pool.role.value: made.id for pool, made in pools.items()})
        self.client_ids = pulumi.Output.all(**{app.name: client.id for app, client in clients.items()})
        self.sign_in_urls = pulumi.Output.all(**{pool.role.value: f"https://{self._host(pool)}" for pool in pools})
        targets: dict[str, Any] = {
            pool.domain.name: domains[pool].cloudfront_distribution for pool in pools if pool.domain
        }
        none: dict[str, str] = {}
        self.domain_targets = pulumi.Output.all(**targets) if targets else pulumi.Output.from_input(none)
        self._finish()

    def _host(self, pool: PoolConfig) -> str:
        return props.host_name(self._config, pool, self._cell)

    def _make_sms(self) -> Props:
        """The role that sends messages, as the pools take it."""
        role = self._child(
            "sms-role",
            aws.iam.Role,
            {
                "name": self._physical("sms", IAM_ROLE),
                "description": "Amazon Cognito sends codes as text messages",
                "assume_role_policy": trust(SERVICE, self._cell["account_id"]),
            },
        )
        policy = self._child(
            "sms-policy", aws.iam.RolePolicy, {"role": role.name, "policy": document(sms_statements())}
        )
        # Amazon Cognito tries the role when a pool gets it.
        ready = known_after(role.arn, policy.id)
        return {
            "external_id": self._cell["account_id"],
            "sns_caller_arn": ready,
            "sns_region": self._cell["region"],
        }

    def _make_pool(self, pool: PoolConfig, sms: Props | None) -> aws.cognito.UserPool:
        made = self._child(
            pool.role.value,
            aws.cognito.UserPool,
            {
                "name": self._physical(pool.role.value),
                **props.pool_props(self._config, pool, self._host(pool)),
                "sms_configuration": sms,
                "deletion_protection": "INACTIVE" if self._disposable else "ACTIVE",
            },
            self._stateful(),
            data_class=DataClass.PERSONAL,
        )
        if pool.threat_protection is ThreatProtection.ENFORCED:
            risk = {"user_pool_id": made.id, **props.risk_props()}
            self._child(f"{pool.role.value}-risk", aws.cognito.RiskConfiguration, risk)
        for group in pool.groups:
            role = f"{pool.role.value}-group-{group}"
            self._child(role, aws.cognito.UserGroup, {"name": group, "user_pool_id": made.id})
        return made

    def _make_domain(self, pool: PoolConfig, made: aws.cognito.UserPool) -> aws.cognito.UserPoolDomain:
        own = pool.domain
        named = {"domain": own.name, "certificate_arn": own.certificate_arn} if own else {}
        return self._child(
            f"{pool.role.value}-domain",
            aws.cognito.UserPoolDomain,
            {
                "domain": props.domain_prefix(self._config, pool, self._cell),
                **named,
                "user_pool_id": made.id,
                "managed_login_version": 2,
            },
            # A pool has one prefix at a time: "User pool already has a domain configured" (aws/aws-cdk issue 10062).
            pulumi.ResourceOptions(delete_before_replace=True),
        )

    def _make_clients(
        self, pool: PoolConfig, made: aws.cognito.UserPool
    ) -> list[tuple[AppConfig, aws.cognito.UserPoolClient]]:
        server = self._child(
            f"{pool.role.value}-api",
            aws.cognito.ResourceServer,
            {
                "identifier": limits.RESOURCE_SERVER,
                "name": "The API of cells",
                "scopes": [{"scope_name": limits.SCOPE_NAME, "scope_description": "Calls to the API of cells"}],
                "user_pool_id": made.id,
            },
        )
        return [(app, self._make_client(app, made, server)) for app in self._config.apps_of(pool.role)]

    def _make_client(
        self, app: AppConfig, pool: aws.cognito.UserPool, server: aws.cognito.ResourceServer
    ) -> aws.cognito.UserPoolClient:
        """Make the client, and the look of its pages, without which managed login shows an error."""
        client = self._child(
            f"app-{app.name}",
            aws.cognito.UserPoolClient,
            {"name": self._physical(app.name), "user_pool_id": pool.id, **props.client_props(app)},
            # Its id is in every installed app, so it is kept like data. The scope must exist first.
            self._stateful(depends_on=[server]),
        )
        look = {"client_id": client.id, "user_pool_id": pool.id, "use_cognito_provided_values": True}
        self._child(f"app-{app.name}-pages", aws.cognito.ManagedLoginBranding, look)
        return client

    def _issuers(
        self,
        pools: dict[PoolConfig, aws.cognito.UserPool],
        clients: dict[AppConfig, aws.cognito.UserPoolClient],
    ) -> pulumi.Output[list[dict[str, Any]]]:
        issuers = [
            props.token_issuer(pool, made.endpoint, apps, [clients[app].id for app in apps])
            for pool, made in pools.items()
            if (apps := self._config.apps_of(pool.role))
        ]
        return pulumi.Output.from_input(issuers)
