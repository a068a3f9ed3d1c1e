"""The configuration of `Keys`: its arguments with their defaults, validated."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pulumi

from ..aws.published import replica_regions
from ..core.arguments import Arguments
from ..core.cell import DataClass
from . import limits
from .args import KeysArgs

CELL_CLASSES: Final = (DataClass.ORDERS, DataClass.PERSONAL, DataClass.STREAMS, DataClass.LOGS, DataClass.LAKE)
"""Classes of data of a cell: they get a key by default."""

KEY_CLASSES: Final = (*CELL_CLASSES, DataClass.PLATFORM)
"""Classes of data that can have a key."""

ROTATION_DAYS: Final = 365
"""The default of AWS KMS, and the longest period that CIS and PCI accept."""


@dataclass(frozen=True, kw_only=True)
class KeysConfig:
    """What `Keys` is made from."""

    classes: tuple[DataClass, ...]
    administrators: tuple[pulumi.Input[str], ...]
    """ARNs of roles; empty where IAM decides."""
    rotation_days: int
    deletion_window_days: int
    multi_region: bool
    replica_regions: tuple[str, ...]
    more_services: Mapping[str, tuple[str, ...]]
    """Class of data to additional services."""
    more_log_groups: tuple[str, ...]


def resolve(name: str, args: KeysArgs) -> KeysConfig:
    """Validate the arguments and fill in their defaults.

    Raises:
        ArgumentError: AWS KMS would not accept the keys or their policies.
    """
    arguments = Arguments("Keys", name, args, KeysArgs)
    arguments.cell()
    classes = _classes(arguments)
    disposable = arguments.is_disposable()
    window = limits.MIN_DELETION_WINDOW_DAYS if disposable else limits.MAX_DELETION_WINDOW_DAYS
    regions = _replica_regions(arguments)
    return KeysConfig(
        classes=classes,
        administrators=_administrators(arguments),
        rotation_days=arguments.integer(
            "rotation_days", limits.MIN_ROTATION_DAYS, limits.MAX_ROTATION_DAYS, ROTATION_DAYS
        ),
        deletion_window_days=arguments.integer(
            "deletion_window_days", limits.MIN_DELETION_WINDOW_DAYS, limits.MAX_DELETION_WINDOW_DAYS, window
        ),
        multi_region=_multi_region(arguments, regions),
        replica_regions=regions,
        more_services=_more_services(arguments, classes),
        more_log_groups=_more_log_groups(arguments, classes),
    )


def _classes(arguments: Arguments) -> tuple[DataClass, ...]:
    if not arguments.is_set("classes"):
        return CELL_CLASSES
    arguments.list_of("classes", 1)
    classes = arguments.enums("classes", DataClass)
    for index, data_class in enumerate(classes):
        if data_class not in KEY_CLASSES:
            raise arguments.error(f"classes[{index}]", data_class, "that class has no key", KEY_CLASSES)
    return classes


def _administrators(arguments: Arguments) -> tuple[pulumi.Input[str], ...]:
    if not arguments.is_set("administrators"):
        return ()
    administrators = arguments.list_of("administrators", 1)
    known = [item for item in administrators if isinstance(item, str)]
    for index, item in enumerate(administrators):
        if isinstance(item, str) and not re.fullmatch(limits.ROLE_ARN, item):
            raise arguments.error(f"administrators[{index}]", item, "it must be the ARN of a role")
    arguments.unique("administrators", known)
    return tuple(administrators)


def _replica_regions(arguments: Arguments) -> tuple[str, ...]:
    regions: list[str] = arguments.list_of("replica_regions")
    arguments.unique("replica_regions", regions)
    available = replica_regions("AWS::KMS::ReplicaKey")
    for index, region in enumerate(regions):
        if region == arguments.string("region"):
            raise arguments.error(f"replica_regions[{index}]", region, "it is the region of the keys themselves")
        if region not in available:
            raise arguments.error(f"replica_regions[{index}]", region, "keys cannot be replicated there", available)
    return tuple(regions)


def _multi_region(arguments: Arguments, regions: tuple[str, ...]) -> bool:
    multi_region = arguments.boolean("multi_region", default=bool(regions))
    if regions and not multi_region:
        raise arguments.error("multi_region", value=False, message="keys with replica_regions are multi-region")
    return multi_region


def _more_services(arguments: Arguments, classes: tuple[DataClass, ...]) -> Mapping[str, tuple[str, ...]]:
    more = arguments.mapping("more_services")
    message = "it must be the name of a service as in kms:ViaService, without region, such as sqs"
    for data_class, services in more.items():
        if data_class not in classes:
            raise arguments.error("more_services", data_class, "no key is made for that class", classes)
        for service in services:
            if not re.fullmatch(limits.SERVICE_NAME, service):
                raise arguments.error(f"more_services.{data_class}", service, message)
    return {str(data_class): tuple(services) for data_class, services in more.items()}


def _more_log_groups(arguments: Arguments, classes: tuple[DataClass, ...]) -> tuple[str, ...]:
    arguments.requires("more_log_groups", DataClass.LOGS in classes, "it has no effect without a key of logs")
    groups: list[str] = arguments.list_of("more_log_groups")
    message = "it must be the name of a log group of at least four characters, which may end in *"
    for index, group in enumerate(groups):
        if not re.fullmatch(limits.LOG_GROUP_PATTERN, group):
            raise arguments.error(f"more_log_groups[{index}]", group, message)
    return tuple(groups)
