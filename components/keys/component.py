"""The cell's own encryption keys, one per class of data."""

from typing import Any

import pulumi
import pulumi_aws as aws

from ..aws.kms import DECRYPT, via_service
from ..aws.names import KEY_ALIAS
from ..core.cell import DataClass
from ..core.component import Component, Transforms
from ..core.iam import Statement, allow, document, key_statement
from . import grants
from .args import KeysArgs
from .config import KeysConfig, resolve
from .policies import KeyScope, grant_conditions, key_statements


class Keys(Component):
    """Customer managed keys by class of data: orders, personal, streams, logs, lake.

    Each class has its own key. Access to logs therefore never includes access to orders, and one class can be made
    unreadable without the others.

    Administration and use are separate. Administrators change, rotate and delete keys and cannot decrypt. Roles of the
    account use a key by their own IAM policies (`reader_policy`, `use_policy`), and only through the AWS services that
    hold data of its class: a stolen role cannot call KMS directly. Services create grants only for resources of AWS.
    Services that act in their own name (`citycell.plan.key_grants` lists them) may do so only for this cell, where they
    are documented to send its log group; alarms send nothing, and the policy of their topic limits them.

    No policy contains `kms:*`, so a principal that may delete a key cannot decrypt with it. A key cannot become
    unmanageable. Without named administrators, the account administers it by IAM. With named administrators, the root
    user of the account can still set a new policy if all their roles are deleted; no role can (`aws:PrincipalType`).
    AWS's own lockout check stays on. Source: AWS KMS developer guide, default key policy, "Reduces the risk of the KMS
    key becoming unmanageable".
    """

    _named_by = "classes"

    arns: pulumi.Output[dict[str, str]]
    """Class of data to the ARN of its key."""
    replica_arns: pulumi.Output[dict[str, dict[str, str]]]
    """Region to class of data to the ARN of the key's replica there."""
    orders_arn: pulumi.Output[str] | None
    """Key of orders and customers: the database and its secret. None where `classes` does not include it."""
    personal_arn: pulumi.Output[str] | None
    """Key of positions and subscriptions: cache and tables. None where `classes` does not include it."""
    streams_arn: pulumi.Output[str] | None
    """Key of the brokers' volumes. None where `classes` does not include it."""
    logs_arn: pulumi.Output[str] | None
    """Key of log groups and of alarm notifications. None where `classes` does not include it."""
    lake_arn: pulumi.Output[str] | None
    """Key of the lake: its buckets, delivery and catalog. None where `classes` does not include it."""

    def __init__(
        self,
        name: str,
        args: KeysArgs,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transforms: Transforms | None = None,
    ) -> None:
        config = resolve(name, args)
        super().__init__(name, args, opts, transforms)
        self._config = config
        self._keys = {data_class: self._make_key(config, data_class) for data_class in config.classes}
        self._replicas = {
            region: {data_class: self._make_replica(config, data_class, region) for data_class in config.classes}
            for region in config.replica_regions
        }
        self.arns = pulumi.Output.all(**{item.value: key.arn for item, key in self._keys.items()})
        self.replica_arns = pulumi.Output.all(
            **{
                region: pulumi.Output.all(**{item.value: key.arn for item, key in replicas.items()})
                for region, replicas in self._replicas.items()
            }
        )
        self.orders_arn = self._optional_arn(DataClass.ORDERS)
        self.personal_arn = self._optional_arn(DataClass.PERSONAL)
        self.streams_arn = self._optional_arn(DataClass.STREAMS)
        self.logs_arn = self._optional_arn(DataClass.LOGS)
        self.lake_arn = self._optional_arn(DataClass.LAKE)
        self._finish()

    def arn(self, data_class: DataClass) -> pulumi.Output[str]:
        """The key of a class.

        Raises:
            ArgumentError: the class has no key here.
        """
        if data_class not in self._keys:
            raise self._error("data_class", data_class.value, "classes does not include it", list(self._keys))
        return self._keys[data_class].arn

    def replica_key_arns(self, data_class: DataClass) -> dict[str, pulumi.Input[str]]:
        """Region to the replica of a class's key, for the argument of the same name of `Tables`.

        Raises:
            ArgumentError: the class has no key here.
        """
        self.arn(data_class)
        return {region: replicas[data_class].arn for region, replicas in self._replicas.items()}

    def reader_policy(self, data_class: DataClass, service: str) -> pulumi.Output[str]:
        """A policy document that lets its holder decrypt with a class's key, through one service.

        Raises:
            ArgumentError: the class has no key here, or its key is not used through that service.
        """
        return document([self._use_statement("Decrypt", data_class, service, DECRYPT)])

    def use_policy(self, data_class: DataClass, service: str) -> pulumi.Output[str]:
        """A policy document that lets its holder encrypt and decrypt with a class's key, through one service.

        Raises:
            ArgumentError: the class has no key here, or its key is not used through that service.
        """
        return document([self._use_statement("Use", data_class, service, grants.USE)])

    def grant_policy(self, data_class: DataClass, service: str) -> pulumi.Output[str]:
        """A policy document for principals that create what a service encrypts: a table, a cluster, a function.

        Raises:
            ArgumentError: the class has no key here, or that service does not use grants on it.
        """
        statement = self._use_statement("Use", data_class, service, grants.USE)
        choices = sorted({*grants.granting(data_class), *self._config.more_services.get(data_class, ())})
        if service not in choices:
            raise self._error("service", service, f"it does not use grants on keys of {data_class}", choices)
        conditions = grant_conditions(via_service(service, self._cell["region"]))
        return document([statement, allow("Grant", grants.GRANTS, self.arn(data_class), conditions)])

    def _optional_arn(self, data_class: DataClass) -> pulumi.Output[str] | None:
        return self._keys[data_class].arn if data_class in self._keys else None

    def _use_statement(self, sid: str, data_class: DataClass, service: str, actions: tuple[str, ...]) -> Statement:
        arn = self.arn(data_class)
        choices = grants.callers(data_class, self._config.more_services.get(data_class, ()))
        if service not in choices:
            raise self._error("service", service, f"the key of {data_class} is not used through it", choices)
        return key_statement(sid, arn, service, self._cell["region"], actions)

    def _make_key(self, config: KeysConfig, data_class: DataClass) -> aws.kms.Key:
        key = self._child(
            data_class.value,
            aws.kms.Key,
            {
                "description": f"{data_class.value} of cell {self._cell['cell']}",
                "enable_key_rotation": True,
                "rotation_period_in_days": config.rotation_days,
                "deletion_window_in_days": config.deletion_window_days,
                "multi_region": config.multi_region,
                "bypass_policy_lockout_safety_check": False,
                "policy": self._key_policy(config, data_class, self._cell["region"]),
            },
            self._stateful(),
            data_class=data_class,
        )
        self._make_alias(data_class, key, {})
        return key

    def _make_replica(self, config: KeysConfig, data_class: DataClass, region: str) -> aws.kms.ReplicaKey:
        replica = self._child(
            f"{data_class.value}-{region}",
            aws.kms.ReplicaKey,
            {
                "region": region,
                "primary_key_arn": self._keys[data_class].arn,
                "description": f"{data_class.value} of cell {self._cell['cell']}, replica",
                "deletion_window_in_days": config.deletion_window_days,
                "bypass_policy_lockout_safety_check": False,
                "policy": self._key_policy(config, data_class, region),
            },
            self._stateful(),
            data_class=data_class,
        )
        self._make_alias(data_class, replica, {"region": region})
        return replica

    def _make_alias(self, data_class: DataClass, key: aws.kms.Key | aws.kms.ReplicaKey, region: dict[str, Any]) -> None:
        role = "-".join([data_class.value, *region.values(), "alias"])
        name = f"alias/{self._physical(data_class.value, KEY_ALIAS)}"
        self._child(role, aws.kms.Alias, {"name": name, "target_key_id": key.key_id, **region})

    def _key_policy(self, config: KeysConfig, data_class: DataClass, region: str) -> pulumi.Output[str]:
        cell = self._cell["cell"]
        scope = KeyScope(
            account=pulumi.Output.from_input(self._cell["account_id"]),
            region=region,
            administrators=config.administrators,
            log_groups=[
                f"/citycell/{cell}/*",
                f"/aws/rds/cluster/{cell}-*",
                f"/aws/rds/proxy/{cell}-*",
                *config.more_log_groups,
            ],
            more_services=config.more_services.get(data_class, ()),
        )
        return document(key_statements(data_class, scope))
