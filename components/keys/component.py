"""The cell's own encryption keys, one per class of data."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn, NotRequired

import pulumi
import pulumi_aws as aws

from ..aws.published import replica_regions
from ..core.cell import CellArgs, DataClass
from ..core.component import Component, Transforms
from ..core.door import Door
from ..core.errors import ArgumentError
from ..core.iam import Statement, allow, document, key_statement
from . import grants as key_grants
from .policies import ROLE_PATTERN, KeyPolicy

KEY_CLASSES = (DataClass.ORDERS, DataClass.PERSONAL, DataClass.STREAMS, DataClass.LOGS, DataClass.LAKE)

LEAST_WAIT_DAYS, MOST_WAIT_DAYS = 7, 30
"""Days in which the deletion of a key can be taken back (AWS KMS API, ScheduleKeyDeletion, PendingWindowInDays)."""

LEAST_ROTATION_DAYS, MOST_ROTATION_DAYS = 90, 2560
"""AWS KMS API, EnableKeyRotation, RotationPeriodInDays."""

ROTATION_DAYS = 365
"""AWS KMS's own default, and what CIS and PCI ask for at most."""


class KeysArgs(CellArgs):
    """Arguments of `Keys`."""

    classes: NotRequired[list[DataClass]]
    """Classes of data that get a key; all five by default. A stream by itself needs `streams` and `logs`."""
    administrators: NotRequired[list[pulumi.Input[str]]]
    """ARNs of the roles that administer the keys, the role that deploys them among them: AWS refuses a policy that its
    author could not change. They can neither encrypt nor decrypt. Without them, every role of the account whose own
    policy allows it administers."""
    rotation_days: NotRequired[int]
    """Days until a key gets new material, 90 to 2,560; 365 by default. What is encrypted stays readable."""
    deletion_window_days: NotRequired[int]
    """Days in which a deletion can be taken back, 7 to 30; 30 by default, 7 when disposable."""
    multi_region: NotRequired[bool]
    """Whether keys can be replicated to other regions. False by default; cannot be changed later."""
    replica_regions: NotRequired[list[str]]
    """Regions that get a replica of each key, for tables and databases that are replicated there. Keys with replicas
    are multi-region."""
    more_services: NotRequired[dict[str, list[str]]]
    """Further AWS services through which roles may use the key of a class, named as in `kms:ViaService` without region:
    `{"orders": ["sqs"]}`."""
    more_log_groups: NotRequired[list[str]]
    """Names of further log groups, with `*` at their end, that the key of logs may encrypt: those outside
    `/citycell/<cell>/`."""


class Keys(Component):
    """Customer-managed keys by data class: orders, personal, streams, logs, lake.

    One key a class, so that access to orders never comes with access to logs, and a class can be made unreadable by
    itself.

    Administration and use are separate. Administrators change, rotate and delete keys and can decrypt nothing. Roles of
    the account use a key by their own IAM policies (`reader_policy`, `use_policy`), and only through the AWS services
    where its class lives: a stolen role cannot call KMS itself. Services lend a key to themselves only for resources of
    AWS, and those that act in their own name only for this account and cell (`plan.key_grants` has the rows).

    No policy says `kms:*`, so whoever may delete a key cannot read with it. A key cannot become unmanageable: without
    named administrators the account keeps administering by IAM; with them, should all their roles be deleted, the
    account's root user (and no role, by `aws:PrincipalType`) can still put a new policy in place. AWS's own check for
    lock-out stays on. Source: AWS KMS developer guide, default key policy, "Reduces the risk of the KMS key becoming
    unmanageable".
    """

    arns: pulumi.Output[dict[str, str]]
    """Data class to the ARN of its key."""
    replica_arns: pulumi.Output[dict[str, dict[str, str]]]
    """Region to data class to the ARN of the key's replica there."""
    orders_arn: pulumi.Output[str]
    """Key of orders and of who ordered: the database and its secret."""
    personal_arn: pulumi.Output[str]
    """Key of positions and subscriptions: cache and tables."""
    streams_arn: pulumi.Output[str]
    """Key of the brokers' volumes."""
    logs_arn: pulumi.Output[str]
    """Key of log groups and of alarm notifications."""
    lake_arn: pulumi.Output[str]
    """Key of the lake: its buckets, delivery and catalogue."""

    def __init__(
        self,
        name: str,
        args: KeysArgs,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transforms: Transforms | None = None,
    ) -> None:
        _check(name, args)
        super().__init__(name, args, opts, transforms)
        cell = self._cell["cell"]
        self._policy = KeyPolicy(
            cell=cell,
            account=pulumi.Output.from_input(self._cell["account_id"]),
            administrators=args.get("administrators", []),
            log_groups=[
                f"/citycell/{cell}/*",
                f"/aws/rds/cluster/{cell}-*",
                f"/aws/rds/proxy/{cell}-*",
                *args.get("more_log_groups", []),
            ],
        )
        self._more = {key: tuple(services) for key, services in args.get("more_services", {}).items()}
        self._wait = args.get("deletion_window_days", LEAST_WAIT_DAYS if self._disposable else MOST_WAIT_DAYS)
        classes = [DataClass(item) for item in args.get("classes", KEY_CLASSES)]
        regions = args.get("replica_regions", [])
        self._keys = {data_class: self._key(data_class, args) for data_class in classes}
        self._replicas = {
            region: {data_class: self._replica(data_class, region) for data_class in classes} for region in regions
        }
        self.arns = pulumi.Output.all(**{item.value: key.arn for item, key in self._keys.items()})
        self.replica_arns = pulumi.Output.all(
            **{
                region: pulumi.Output.all(**{item.value: key.arn for item, key in replicas.items()})
                for region, replicas in self._replicas.items()
            }
        )
        for data_class, key in self._keys.items():
            setattr(self, f"{data_class.value}_arn", key.arn)
        self._finish(absent=[f"{item.value}_arn" for item in KEY_CLASSES if item not in classes])

    def __getattr__(self, name: str) -> NoReturn:
        """Say that a class has no key, rather than hand out an empty ARN that AWS would take for its own key."""
        if name.endswith("_arn") and name.removesuffix("_arn") in set(KEY_CLASSES):
            raise self._no_key(name.removesuffix("_arn"))
        raise AttributeError(name)

    def arn(self, data_class: DataClass) -> pulumi.Output[str]:
        """The key of a class.

        Raises:
            ArgumentError: the class has no key here.
        """
        if data_class not in self._keys:
            raise self._no_key(data_class)
        return self._keys[data_class].arn

    def replica_key_arns(self, data_class: DataClass) -> dict[str, pulumi.Input[str]]:
        """Region to the replica of a class's key, as `Tables` takes them.

        Raises:
            ArgumentError: the class has no key here.
        """
        self.arn(data_class)
        return {region: replicas[data_class].arn for region, replicas in self._replicas.items()}

    def reader_policy(self, data_class: DataClass, service: str) -> pulumi.Output[str]:
        """A policy document that lets its holder decrypt under a class's key, through one service.

        Raises:
            ArgumentError: the class has no key here, or its key is not used through that service.
        """
        return document([self._use("Decrypt", data_class, service, key_grants.DECRYPT)])

    def use_policy(self, data_class: DataClass, service: str) -> pulumi.Output[str]:
        """A policy document that lets its holder encrypt and decrypt under a class's key, through one service.

        Raises:
            ArgumentError: the class has no key here, or its key is not used through that service.
        """
        return document([self._use("Use", data_class, service, key_grants.USE)])

    def grant_policy(self, data_class: DataClass, service: str) -> pulumi.Output[str]:
        """A policy document for whoever creates what a service encrypts: a table, a cluster, a function.

        Raises:
            ArgumentError: the class has no key here, or that service takes no grants on it.
        """
        choices = sorted({*key_grants.granting(data_class), *self._more.get(data_class.value, ())})
        statement = self._use("Use", data_class, service, key_grants.USE)
        if service not in choices:
            raise ArgumentError(self._subject, "service", service, f"it takes no grants on {data_class} keys", choices)
        via = key_grants.via_service(service, self._cell["region"])
        conditions = {"Bool": {"kms:GrantIsForAWSResource": "true"}, "StringEquals": {"kms:ViaService": via}}
        return document([statement, allow("Grant", key_grants.GRANTS, self.arn(data_class), conditions)])

    @property
    def _subject(self) -> str:
        return f"Keys {self._component_name!r}"

    def _no_key(self, data_class: str) -> ArgumentError:
        made = sorted(item.value for item in self.__dict__.get("_keys", {}))
        return ArgumentError(self._subject, "classes", made, f"the key of {data_class} is asked for", KEY_CLASSES)

    def _use(self, sid: str, data_class: DataClass, service: str, actions: tuple[str, ...]) -> Statement:
        arn = self.arn(data_class)
        choices = key_grants.callers(data_class, self._more.get(data_class.value, ()))
        if service not in choices:
            limit = f"the key of {data_class} is not used through it"
            raise ArgumentError(self._subject, "service", service, limit, choices)
        return key_statement(sid, arn, service, self._cell["region"], actions)

    def _key(self, data_class: DataClass, args: KeysArgs) -> aws.kms.Key:
        region = self._cell["region"]
        key = self._child(
            data_class.value,
            aws.kms.Key,
            {
                "description": f"{data_class.value} of cell {self._cell['cell']}",
                "enable_key_rotation": True,
                "rotation_period_in_days": args.get("rotation_days", ROTATION_DAYS),
                "deletion_window_in_days": self._wait,
                "multi_region": args.get("multi_region", False) or bool(args.get("replica_regions")),
                "bypass_policy_lockout_safety_check": False,
                "policy": self._document(data_class, region),
            },
            self._stateful(),
            data_class=data_class,
        )
        self._alias(data_class, key, {})
        return key

    def _replica(self, data_class: DataClass, region: str) -> aws.kms.ReplicaKey:
        replica = self._child(
            f"{data_class.value}-{region}",
            aws.kms.ReplicaKey,
            {
                "region": region,
                "primary_key_arn": self._keys[data_class].arn,
                "description": f"{data_class.value} of cell {self._cell['cell']}, replica",
                "deletion_window_in_days": self._wait,
                "bypass_policy_lockout_safety_check": False,
                "policy": self._document(data_class, region),
            },
            self._stateful(),
            data_class=data_class,
        )
        self._alias(data_class, replica, {"region": region})
        return replica

    def _document(self, data_class: DataClass, region: str) -> pulumi.Output[str]:
        return self._policy.document(data_class, region, self._more.get(data_class.value, ()))

    def _alias(self, data_class: DataClass, key: aws.kms.Key | aws.kms.ReplicaKey, place: dict[str, Any]) -> None:
        role = "-".join([data_class.value, *place.values(), "alias"])
        name = f"alias/{self._cell['cell']}-{data_class.value}"
        self._child(role, aws.kms.Alias, {"name": name, "target_key_id": key.key_id, **place})


def _check(name: str, args: KeysArgs) -> None:
    door = Door("Keys", name, args, KeysArgs)
    door.cell()
    classes = _check_classes(door)
    _check_administrators(door)
    door.whole("rotation_days", LEAST_ROTATION_DAYS, MOST_ROTATION_DAYS, ROTATION_DAYS)
    door.whole("deletion_window_days", LEAST_WAIT_DAYS, MOST_WAIT_DAYS, MOST_WAIT_DAYS)
    door.flag("multi_region", default=False)
    _check_replicas(door)
    _check_services(door, args.get("more_services", {}), classes)
    _check_log_groups(door, classes)


def _check_classes(door: Door) -> list[str]:
    if not door.given("classes"):
        return [item.value for item in KEY_CLASSES]
    classes = [str(item) for item in door.items("classes", 1)]
    for index, item in enumerate(classes):
        if item not in set(KEY_CLASSES):
            raise door.refuse(f"classes[{index}]", item, "no key is of that class", KEY_CLASSES)
    door.unique("classes", classes)
    return classes


def _check_administrators(door: Door) -> None:
    if not door.given("administrators"):
        return
    known = [item for item in door.items("administrators", 1) if not isinstance(item, pulumi.Output)]
    for index, item in enumerate(known):
        if not re.fullmatch(ROLE_PATTERN, str(item)):
            raise door.refuse(f"administrators[{index}]", item, "it must be the ARN of a role")
    door.unique("administrators", known)


def _check_replicas(door: Door) -> None:
    regions = [str(region) for region in door.items("replica_regions")]
    door.unique("replica_regions", regions)
    here = door.text("region")
    for index, region in enumerate(regions):
        if region == here:
            raise door.refuse(f"replica_regions[{index}]", region, "the keys themselves are there")
        if region not in replica_regions("AWS::KMS::ReplicaKey"):
            limit = "no key can be replicated there"
            raise door.refuse(f"replica_regions[{index}]", region, limit, replica_regions("AWS::KMS::ReplicaKey"))
    if regions and door.given("multi_region") and not door.flag("multi_region", default=True):
        raise door.refuse("multi_region", value=False, limit="keys with replica_regions are multi-region")


def _check_services(door: Door, more: Mapping[str, Sequence[str]], classes: Sequence[str]) -> None:
    for data_class, services in more.items():
        if data_class not in classes:
            raise door.refuse("more_services", str(data_class), "no key is made for that class", classes)
        for service in services:
            if not re.fullmatch(r"[a-z][a-z0-9-]*", service):
                limit = "it must be a service's name as in kms:ViaService, without region, such as sqs"
                raise door.refuse(f"more_services.{data_class}", service, limit)


def _check_log_groups(door: Door, classes: Sequence[str]) -> None:
    door.only_with("more_log_groups", DataClass.LOGS in classes, "classes leaves out the key of logs")
    for index, group in enumerate(door.items("more_log_groups")):
        if not re.fullmatch(r"[\w./#-]{4,}\*?", str(group)):
            limit = "it must be the name of a log group, four characters at least, with a * at its end or none"
            raise door.refuse(f"more_log_groups[{index}]", group, limit)
