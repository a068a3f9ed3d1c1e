"""The configuration of `Backup`: its arguments with their defaults, validated."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pulumi

from ..aws import published
from ..aws.regions import AVAILABILITY_ZONES
from ..core.arguments import Arguments
from ..core.cell import DataClass
from ..plan.retention import COLD_DAYS, MAX_CONTINUOUS_DAYS, MAX_DAYS, RETENTION, BackupRule, is_schedule
from . import limits
from .args import BackupArgs, RestoreTestType, VaultLockMode

CLASSES: Final = tuple(DataClass(name) for name, retention in RETENTION.items() if retention.rules)
"""Classes of data that can be backed up, and the default."""

_SCHEDULE = "it must be cron(minute hour date month weekday year), one of the days a ?, hourly at most"

Rules = Mapping[DataClass, Sequence[BackupRule]]
"""Class of data to its rules."""


@dataclass(frozen=True, kw_only=True)
class VaultLockConfig:
    """The lock of the vaults."""

    min_days: int
    max_days: int | None
    grace_days: int | None
    """None for a governance lock, which never becomes final."""


@dataclass(frozen=True, kw_only=True)
class RestoreTestConfig:
    """Restores on a schedule."""

    schedule: str
    types: tuple[RestoreTestType, ...]
    database_subnet_group: pulumi.Input[str] | None
    window_days: int
    start_window_hours: int
    validation_hours: int | None


@dataclass(frozen=True, kw_only=True)
class BackupConfig:
    """What `Backup` is made from."""

    key_arn: pulumi.Input[str]
    source_key_arns: tuple[pulumi.Input[str], ...]
    rules: Rules
    copy_region: str | None
    lock: VaultLockConfig | None
    break_glass_role_arn: pulumi.Input[str] | None
    notification_topic_arn: pulumi.Input[str] | None
    restore_test: RestoreTestConfig | None
    start_window_minutes: int
    completion_window_minutes: int


def resolve(name: str, args: BackupArgs) -> BackupConfig:
    """Validate the arguments and fill in their defaults.

    Raises:
        ArgumentError: AWS Backup would reject the plans, or its jobs would fail later.
    """
    arguments = Arguments("Backup", name, args, BackupArgs)
    arguments.cell()
    message = "it must have the key of at least one store"
    source_key_arns = arguments.list_of("source_key_arns", 1, message=message)
    region_of_copies = copy_region(arguments)
    rules = _rules(arguments, copies=region_of_copies is not None)
    start, completion = _windows(arguments)
    return BackupConfig(
        key_arn=arguments.input("key_arn"),
        source_key_arns=tuple(source_key_arns),
        rules=rules,
        copy_region=region_of_copies,
        lock=_lock(arguments, rules),
        break_glass_role_arn=arguments.input("break_glass_role_arn"),
        notification_topic_arn=arguments.input("notification_topic_arn"),
        restore_test=_restore_test(arguments),
        start_window_minutes=start,
        completion_window_minutes=completion,
    )


def copy_region(arguments: Arguments, argument: str = "copy_region") -> str | None:
    """The second region, also as an argument of another name of another component; None by default.

    Raises:
        ArgumentError: it is the cell's own region, or no region for a cell.
    """
    region = arguments.string("region")
    hint = f"as a second region of a cell in {region}"
    return arguments.one_of(argument, second_regions(region), None, hint=hint)


def second_regions(region: str) -> list[str]:
    """Regions that can have copies of a cell's backups."""
    return [name for name in AVAILABILITY_ZONES if name != region]


def _rules(arguments: Arguments, *, copies: bool) -> Rules:
    """Each class that is backed up, with the rules of the arguments or those of `citycell.plan.retention`."""
    classes = _classes(arguments)
    given = [_rule(reader, classes, copies=copies) for reader in arguments.nested_items("rules")]
    rules = {
        data_class: [rule for other, rule in given if other is data_class] or list(RETENTION[data_class.value].rules)
        for data_class in classes
    }
    for data_class, class_rules in rules.items():
        arguments.unique("rules", [f"{data_class.value}/{rule.name}" for rule in class_rules])
    return rules


def _classes(arguments: Arguments) -> tuple[DataClass, ...]:
    if not arguments.is_set("data_classes"):
        return CLASSES
    arguments.list_of("data_classes", 1)
    classes = arguments.enums("data_classes", DataClass)
    for data_class in classes:
        if data_class not in CLASSES:
            message = f"that class has no backups: {RETENTION[data_class.value].reason}"
            raise arguments.error("data_classes", data_class, message, CLASSES)
    return classes


def _rule(rule: Arguments, classes: Iterable[DataClass], *, copies: bool) -> tuple[DataClass, BackupRule]:
    data_class = rule.enum("data_class", DataClass)
    if data_class not in classes:
        raise rule.error("data_class", data_class, "that class is not backed up", classes)
    continuous = rule.boolean("continuous", default=False)
    keep_days = rule.integer("keep_days", 1, MAX_DAYS)
    if continuous and keep_days > MAX_CONTINUOUS_DAYS:
        raise rule.error("keep_days", keep_days, f"a continuous backup goes back {MAX_CONTINUOUS_DAYS} days at most")
    message = "it must be 1 to 50 letters, digits, hyphens, underscores or dots"
    return data_class, BackupRule(
        rule.string("name", predicate=_is_rule_name, message=message),
        rule.string("schedule", predicate=is_schedule, message=_SCHEDULE),
        keep_days,
        cold_after_days=_cold_after_days(rule, keep_days, continuous=continuous),
        continuous=continuous,
        copied=_copied(rule, continuous=continuous, copies=copies),
    )


def _is_rule_name(text: str) -> bool:
    return re.fullmatch(limits.RULE_NAME, text) is not None


def _cold_after_days(rule: Arguments, keep_days: int, *, continuous: bool) -> int | None:
    rule.requires("cold_after_days", not continuous, "a continuous backup has no cold storage")
    cold = rule.integer("cold_after_days", 1, MAX_DAYS, None)
    if cold is not None and keep_days < cold + COLD_DAYS:
        message = f"it must be at least {cold + COLD_DAYS}: backups stay in cold storage for {COLD_DAYS} days"
        raise rule.error("keep_days", keep_days, message)
    return cold


def _copied(rule: Arguments, *, continuous: bool, copies: bool) -> bool:
    copied = rule.boolean("copied", default=False)
    if copied and continuous:
        raise rule.error("copied", copied, "a copy is not continuous; copy a rule that is not continuous")
    if copied and not copies:
        raise rule.error("copied", copied, "it requires copy_region")
    return copied


def _lock(arguments: Arguments, rules: Rules) -> VaultLockConfig | None:
    lock = arguments.nested("lock")
    if lock is None:
        return None
    mode = lock.enum("mode", VaultLockMode)
    compliance = mode is VaultLockMode.COMPLIANCE
    if compliance and arguments.is_disposable():
        message = "it prevents the destruction of a disposable cell"
        raise lock.error("mode", mode, message, [VaultLockMode.GOVERNANCE])
    lock.requires("grace_days", compliance, "it requires a compliance lock, since no other becomes final")
    if compliance:
        lock.required("grace_days", "a compliance lock requires it")
    minimum = lock.integer("min_days", 1, MAX_DAYS)
    maximum = lock.integer("max_days", minimum, MAX_DAYS, None)
    _check_lock(lock, rules, minimum, maximum)
    return VaultLockConfig(
        min_days=minimum,
        max_days=maximum,
        grace_days=lock.integer("grace_days", limits.MIN_GRACE_DAYS, MAX_DAYS, None),
    )


def _check_lock(lock: Arguments, rules: Rules, minimum: int, maximum: int | None) -> None:
    for data_class, class_rules in rules.items():
        for rule in class_rules:
            message = f"{data_class.value}/{rule.name} keeps {rule.keep_days} days, and its jobs would fail"
            if rule.keep_days < minimum:
                raise lock.error("min_days", minimum, message)
            if maximum is not None and rule.keep_days > maximum:
                raise lock.error("max_days", maximum, message)


def _restore_test(arguments: Arguments) -> RestoreTestConfig | None:
    test = arguments.nested("restore_test")
    if test is None:
        return None
    region = arguments.string("region")
    if not published.is_offered(limits.RESTORE_TESTING_PLAN, region):
        raise arguments.error("restore_test", {}, f"restore tests are not available in {region}")
    types = _test_types(test)
    aurora = RestoreTestType.AURORA in types
    test.requires("database_subnet_group", aurora, "it has no effect without Aurora in types")
    if aurora:
        test.required("database_subnet_group", "a restored database requires it")
    return RestoreTestConfig(
        schedule=test.string("schedule", "cron(0 6 1 * ? *)", predicate=is_schedule, message=_SCHEDULE),
        types=types,
        database_subnet_group=test.input("database_subnet_group"),
        window_days=test.integer("window_days", 1, limits.MAX_RECOVERY_POINT_DAYS, 30),
        start_window_hours=test.integer("start_window_hours", 1, limits.MAX_TEST_HOURS, 24),
        validation_hours=test.integer("validation_hours", 1, limits.MAX_TEST_HOURS, None),
    )


def _test_types(test: Arguments) -> tuple[RestoreTestType, ...]:
    if not test.is_set("types"):
        return (RestoreTestType.AURORA, RestoreTestType.DYNAMODB)
    test.list_of("types", 1)
    return test.enums("types", RestoreTestType)


def _windows(arguments: Arguments) -> tuple[int, int]:
    minimum, maximum = limits.MIN_WINDOW_MINUTES, limits.MAX_WINDOW_MINUTES
    start = arguments.integer("start_window_minutes", minimum, maximum, 60)
    completion = arguments.integer("completion_window_minutes", minimum, maximum, 720)
    if completion <= start:
        message = f"it must be longer than start_window_minutes, {start} minutes"
        raise arguments.error("completion_window_minutes", completion, message)
    return start, completion
