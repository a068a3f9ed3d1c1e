"""Arguments of `Backup`."""

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from components import Backup, DataClass, RestoreTestType, VaultLockMode
from tests.components.samples import KEY, OTHER_KEY, Edit, Sample

GOOD: dict[str, Any] = {"key_arn": KEY, "source_key_arns": [KEY, OTHER_KEY]}
RULE: dict[str, Any] = {"data_class": "personal", "name": "n", "schedule": "cron(0 5 ? * MON *)", "keep_days": 10}
COPIES = {"copy_region": "eu-central-1"}
TEST = {"database_subnet_group": "s"}
LOCK = {"mode": "governance", "min_days": 7}


def rule(**changed: object) -> dict[str, Any]:
    """One custom rule."""
    return {"rules": [RULE | changed]}


def lock(**changed: object) -> dict[str, Any]:
    """A lock on the vaults."""
    return {"lock": LOCK | changed}


def restores(**changed: object) -> dict[str, Any]:
    """A restore test."""
    return {"restore_test": TEST | changed}


SCHEDULE = "but it must be cron(minute hour date month weekday year)"

BAD: list[tuple[dict[str, Any], str]] = [
    ({"source_key_arns": []}, "source_key_arns is [], but it must have the key of at least one store"),
    ({"data_classes": []}, "data_classes is [], but it must have at least 1 items"),
    (
        {"data_classes": ["streams"]},
        "data_classes is 'streams', but that class has no backups: Records in flight",
    ),
    ({"data_classes": ["all"]}, "data_classes[0] is 'all', but it must be one of orders, personal, streams"),
    ({"data_classes": ["lake", "lake"]}, "data_classes is ['lake', 'lake'], but each name may appear once"),
    (
        {"copy_region": "eu-west-1"},
        "copy_region is 'eu-west-1', but AWS does not accept it as a second region of a cell in eu-west-1",
    ),
    (
        {"copy_region": "mars"},
        "copy_region is 'mars', but AWS does not accept it as a second region of a cell in eu-west-1",
    ),
    (
        rule(data_class="all"),
        "rules[0].data_class is 'all', but it must be one of orders, personal, streams, logs, lake, platform, none",
    ),
    (rule() | {"data_classes": ["orders"]}, "rules[0].data_class is 'personal', but that class is not backed up"),
    (rule(name="a b"), "rules[0].name is 'a b', but it must be 1 to 50 letters"),
    (
        {"rules": [RULE, RULE]},
        "rules is ['personal/n', 'personal/n'], but each name may appear once",
    ),
    (rule(schedule="rate(1 hour)"), f"rules[0].schedule is 'rate(1 hour)', {SCHEDULE}"),
    (rule(schedule="cron(0 5 * * * *)"), f"rules[0].schedule is 'cron(0 5 * * * *)', {SCHEDULE}"),
    (rule(schedule="cron(*/5 * * * ? *)"), "one of the days a ?, hourly at most"),
    (rule(keep_days=0), "rules[0].keep_days is 0, but it must be between 1 and 36500"),
    (
        rule(continuous=True, keep_days=36),
        "rules[0].keep_days is 36, but a continuous backup goes back 35 days",
    ),
    (rule(continuous=True, cold_after_days=1), "rules[0].cold_after_days is 1, but a continuous backup has no cold"),
    (rule(cold_after_days=0), "rules[0].cold_after_days is 0, but it must be between 1 and 36500"),
    (rule(cold_after_days=30, keep_days=119), "rules[0].keep_days is 119, but it must be at least 120"),
    (rule(copied=True), "rules[0].copied is True, but it requires copy_region"),
    (
        rule(copied=True, continuous=True) | COPIES,
        "rules[0].copied is True, but a copy is not continuous; copy a rule that is not continuous",
    ),
    (lock(mode="strict"), "lock.mode is 'strict', but it must be one of governance, compliance"),
    (
        lock(mode="compliance", grace_days=3) | {"disposable": True},
        "lock.mode is 'compliance', but it prevents the destruction of a disposable cell",
    ),
    (lock(min_days=8), "lock.min_days is 8, but personal/daily keeps 7 days, and its jobs would fail"),
    (lock(min_days=0), "lock.min_days is 0, but it must be between 1 and 36500"),
    (lock(max_days=364), "lock.max_days is 364, but orders/monthly keeps 365 days, and its jobs would fail"),
    (lock(max_days=6), "lock.max_days is 6, but it must be between 7 and 36500"),
    (lock(grace_days=3), "lock.grace_days is 3, but it requires a compliance lock, since no other becomes final"),
    (lock(mode="compliance"), "lock.grace_days is None, but a compliance lock requires it"),
    (lock(mode="compliance", grace_days=2), "lock.grace_days is 2, but it must be between 3 and 36500"),
    (restores(schedule="daily"), f"restore_test.schedule is 'daily', {SCHEDULE}"),
    (restores(types=[]), "restore_test.types is [], but it must have at least 1 items"),
    (restores(types=["EFS"]), "restore_test.types[0] is 'EFS', but it must be one of Aurora, DynamoDB, S3"),
    (restores(types=["S3", "S3"], database_subnet_group=None), "each name may appear once"),
    (restores(types=["S3"]), "restore_test.database_subnet_group is 's', but it has no effect without Aurora in types"),
    (
        restores(database_subnet_group=None),
        "restore_test.database_subnet_group is None, but a restored database requires it",
    ),
    (restores(window_days=366), "restore_test.window_days is 366, but it must be between 1 and 365"),
    (restores(start_window_hours=169), "restore_test.start_window_hours is 169, but it must be between 1 and 168"),
    (restores(validation_hours=0), "restore_test.validation_hours is 0, but it must be between 1 and 168"),
    ({"start_window_minutes": 59}, "start_window_minutes is 59, but it must be between 60 and 52560000"),
    ({"completion_window_minutes": 59}, "completion_window_minutes is 59, but it must be between 60 and 52560000"),
    (
        {"start_window_minutes": 120, "completion_window_minutes": 120},
        "completion_window_minutes is 120, but it must be longer than start_window_minutes, 120 minutes",
    ),
]

OTHERS: list[dict[str, Any]] = [
    COPIES | lock(max_days=400) | restores() | {"break_glass_role_arn": "r", "notification_topic_arn": "t"},
    {"data_classes": [DataClass.LAKE]} | restores(types=[RestoreTestType.S3], database_subnet_group=None),
    rule(cold_after_days=30, keep_days=120, copied=True) | COPIES,
    rule(continuous=True, keep_days=35) | {"disposable": True, "break_glass_role_arn": "r"},
    lock(mode=VaultLockMode.COMPLIANCE, grace_days=30) | {"disposable": False},
]


def _rules() -> st.SearchStrategy[list[dict[str, Any]]]:
    schedules = st.sampled_from(["cron(0 5 ? * MON *)", "cron(59 * * * ? *)", "cron(0 5,17 1 * ? *)"])
    common = {
        "data_class": st.sampled_from([DataClass.ORDERS, DataClass.PERSONAL]),
        "name": st.from_regex(r"[A-Za-z0-9_.-]{1,12}", fullmatch=True),
        "schedule": schedules,
    }
    continuous = st.fixed_dictionaries({**common, "keep_days": st.integers(7, 35), "continuous": st.just(value=True)})
    cold = st.fixed_dictionaries(
        {**common, "keep_days": st.integers(200, 400), "cold_after_days": st.integers(1, 110)},
        optional={"copied": st.booleans()},
    )
    return st.lists(st.one_of(continuous, cold), max_size=3, unique_by=lambda rule: str(rule["name"]))


def _arguments() -> st.SearchStrategy[Mapping[str, Any]]:
    locks = st.one_of(
        st.fixed_dictionaries(
            {"mode": st.just(VaultLockMode.GOVERNANCE), "min_days": st.integers(1, 7)},
            optional={"max_days": st.integers(400, 36_500)},
        ),
        st.fixed_dictionaries(
            {"mode": st.just(VaultLockMode.COMPLIANCE), "min_days": st.just(1), "grace_days": st.integers(3, 36_500)}
        ),
    )
    tests = st.fixed_dictionaries(
        {"database_subnet_group": st.just("s"), "types": st.sampled_from([["Aurora"], ["DynamoDB", "Aurora", "S3"]])},
        optional={
            "schedule": st.just("cron(0 6 ? * SUN *)"),
            "window_days": st.integers(1, 365),
            "start_window_hours": st.integers(1, 168),
            "validation_hours": st.integers(1, 168),
        },
    )
    return st.fixed_dictionaries(
        {"copy_region": st.sampled_from(["eu-central-1", "us-east-1"])},
        optional={
            "data_classes": st.sampled_from([["orders", "personal"], ["personal", "lake", "orders"]]),
            "rules": _rules(),
            "lock": locks,
            "break_glass_role_arn": st.just("r"),
            "notification_topic_arn": st.just("t"),
            "restore_test": tests,
            "start_window_minutes": st.integers(60, 600),
            "completion_window_minutes": st.integers(601, 10_000),
        },
    )


CHANGES = {
    "copy_region": Edit({"copy_region": "eu-west-3"}, COPIES),
    "key_arn": Edit({"key_arn": OTHER_KEY}),
}

SAMPLE = Sample(kind=Backup, good=GOOD, others=OTHERS, bad=BAD, arguments=_arguments(), changes=CHANGES)
