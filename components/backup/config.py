"""The door of `Backup`: limits of AWS Backup, and rules that would contradict each other."""

import re
from collections.abc import Iterable

from ..aws import published
from ..aws.regions import AVAILABILITY_ZONES
from ..core.cell import DataClass
from ..core.door import Door
from ..plan.retention import COLD_DAYS, MAX_CONTINUOUS_DAYS, MAX_DAYS, RETENTION, BackupRule, is_schedule
from .args import BackupArgs, BackupRuleArgs, RestoreTestArgs, RestoreTestType, VaultLockArgs, VaultLockMode

CLASSES = tuple(DataClass(name) for name, retention in RETENTION.items() if retention.rules)
"""Classes of data that are backed up unless others are named."""

MIN_GRACE_DAYS = 3
"""Days (AWS Backup API, PutBackupVaultLockConfiguration)."""

MIN_START_MINUTES, MAX_MINUTES = 60, 52_560_000
"""Minutes (AWS Backup API, BackupRuleInput)."""

START_MINUTES, COMPLETION_MINUTES = 60, 720

MAX_WINDOW_DAYS = 365
MAX_TEST_HOURS = 168
"""Of a restore test (AWS Backup API, RestoreTestingPlanForCreate and RestoreTestingSelectionForCreate)."""

TEST_TYPES = (RestoreTestType.AURORA, RestoreTestType.DYNAMODB)

_RULE_NAME = re.compile(r"[A-Za-z0-9_.-]{1,50}")
_SCHEDULE = "it must be cron(minute hour date month weekday year), one of the days a ?, hourly at most"


def rules_of(args: BackupArgs) -> dict[DataClass, list[BackupRule]]:
    """Each class that is backed up, with its rules: those given for it, or those of the table."""
    given = [(DataClass(rule["data_class"]), _rule(rule)) for rule in args.get("rules", [])]
    chosen = [DataClass(name) for name in args.get("data_classes", CLASSES)]
    return {
        data_class: [rule for of, rule in given if of is data_class] or list(RETENTION[data_class.value].rules)
        for data_class in chosen
    }


def check(name: str, args: BackupArgs) -> None:
    """Refuse what AWS would refuse, some of it only at night."""
    door = Door("Backup", name, args, BackupArgs)
    door.cell()
    door.items("source_key_arns", 1, limit="it must have the key of at least one store")
    classes = _check_classes(door)
    copy_region = check_copy_region(door, args["region"])
    for index in range(len(door.items("rules"))):
        _check_rule(door.inside("rules", BackupRuleArgs, index), classes, copies=bool(copy_region))
    rules = rules_of(args)
    for data_class, found in rules.items():
        door.unique("rules", [f"{data_class.value}/{rule.name}" for rule in found])
    if door.given("lock"):
        _check_lock(door.inside("lock", VaultLockArgs), rules, disposable=args.get("disposable", False))
    start = door.whole("start_window_minutes", MIN_START_MINUTES, MAX_MINUTES, START_MINUTES)
    done = door.whole("completion_window_minutes", MIN_START_MINUTES, MAX_MINUTES, COMPLETION_MINUTES)
    if done <= start:
        raise door.refuse("completion_window_minutes", done, f"a backup has {start} minutes to start")
    if door.given("restore_test"):
        _check_restore_test(door.inside("restore_test", RestoreTestArgs), args["region"])


def _check_classes(door: Door) -> list[DataClass]:
    given = door.items("data_classes", 1) if door.given("data_classes") else list(CLASSES)
    for data_class in given:
        if data_class not in CLASSES:
            retention = RETENTION.get(str(data_class))
            why = f"it keeps no backups: {retention.reason}" if retention else "that is none of its values"
            raise door.refuse("data_classes", str(data_class), why, CLASSES)
    door.unique("data_classes", given)
    return [DataClass(data_class) for data_class in given]


def check_copy_region(door: Door, region: str, argument: str = "copy_region") -> str:
    """A region other than the cell's, or nothing."""
    if not door.given(argument):
        return ""
    return door.one_of(argument, second_regions(region), why=f"as a second region of a cell in {region}")


def second_regions(region: str) -> list[str]:
    """Where copies of a cell's backups can go."""
    return [name for name in AVAILABILITY_ZONES if name != region]


def _check_rule(door: Door, classes: Iterable[DataClass], *, copies: bool) -> None:
    data_class = door.choice("data_class", DataClass)
    if data_class not in classes:
        raise door.refuse("data_class", data_class.value, "that class is not backed up", classes)
    limit = "it must be 1 to 50 letters, digits, hyphens, underscores or dots"
    door.text("name", fits=lambda text: _RULE_NAME.fullmatch(text) is not None, limit=limit)
    door.text("schedule", fits=is_schedule, limit=_SCHEDULE)
    keep = door.whole("keep_days", 1, MAX_DAYS)
    continuous = door.flag("continuous", default=False)
    if continuous and keep > MAX_CONTINUOUS_DAYS:
        raise door.refuse("keep_days", keep, f"a continuous backup goes back {MAX_CONTINUOUS_DAYS} days at most")
    door.only_with("cold_after_days", not continuous, "a continuous backup has no cold storage")
    if door.given("cold_after_days"):
        cold = door.whole("cold_after_days", 1, MAX_DAYS)
        if keep < cold + COLD_DAYS:
            limit = f"it must be at least {cold + COLD_DAYS}: what goes to cold storage stays there {COLD_DAYS} days"
            raise door.refuse("keep_days", keep, limit)
    copied = door.flag("copied", default=False)
    if copied and continuous:
        raise door.refuse("copied", copied, "a copy goes back to no second; copy a rule that is not continuous")
    if copied and not copies:
        raise door.refuse("copied", copied, "there is no second region; name it with copy_region")


def _check_lock(door: Door, rules: dict[DataClass, list[BackupRule]], *, disposable: bool) -> None:
    mode = door.choice("mode", VaultLockMode)
    compliance = mode is VaultLockMode.COMPLIANCE
    if compliance and disposable:
        raise door.refuse("mode", mode.value, "nobody could destroy the disposable cell", [VaultLockMode.GOVERNANCE])
    least = door.whole("min_days", 1, MAX_DAYS)
    most = door.whole("max_days", least, MAX_DAYS, MAX_DAYS)
    for data_class, found in rules.items():
        for rule in found:
            kept = f"{data_class.value}/{rule.name} keeps {rule.keep_days} days"
            if rule.keep_days < least:
                raise door.refuse("min_days", least, f"{kept}, and its jobs would fail")
            if rule.keep_days > most:
                raise door.refuse("max_days", most, f"{kept}, and its jobs would fail")
    door.only_with("grace_days", compliance, "only a compliance lock becomes final")
    if compliance:
        door.whole("grace_days", MIN_GRACE_DAYS, MAX_DAYS)


def _check_restore_test(door: Door, region: str) -> None:
    if not published.is_offered("AWS::Backup::RestoreTestingPlan", region):
        raise door.refuse("schedule", None, f"{region} has no restore tests")
    door.text("schedule", fits=is_schedule, limit=_SCHEDULE)
    types = door.items("types", 1) if door.given("types") else list(TEST_TYPES)
    for kind in types:
        if kind not in list(RestoreTestType):
            raise door.refuse("types", str(kind), "that is none of its values", RestoreTestType)
    door.unique("types", types)
    aurora = RestoreTestType.AURORA in types
    door.only_with("database_subnet_group", aurora, "no database is restored")
    if aurora and not door.given("database_subnet_group"):
        raise door.refuse("database_subnet_group", None, "a restored database must be somewhere")
    door.whole("window_days", 1, MAX_WINDOW_DAYS, 30)
    door.whole("start_window_hours", 1, MAX_TEST_HOURS, 24)
    if door.given("validation_hours"):
        door.whole("validation_hours", 1, MAX_TEST_HOURS)


def _rule(rule: BackupRuleArgs) -> BackupRule:
    return BackupRule(
        rule["name"],
        rule["schedule"],
        rule["keep_days"],
        cold_after_days=rule.get("cold_after_days"),
        continuous=rule.get("continuous", False),
        copied=rule.get("copied", False),
    )
