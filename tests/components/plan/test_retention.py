"""The retention of backups: within AWS's limits and as short as its reasons require."""

import pytest

from components.core.cell import DataClass
from components.database.config import BACKUP_DAYS
from components.plan.retention import COLD_DAYS, ERASURE_DAYS, MAX_CONTINUOUS_DAYS, RETENTION, BackupRule, is_schedule

RULES = [
    pytest.param(rule, id=f"{name}-{rule.name}") for name, retention in RETENTION.items() for rule in retention.rules
]


def test_every_class_of_data_has_a_reason() -> None:
    """A new class has backup rules, or a reason for having none."""
    assert {data_class.value for data_class in DataClass} == set(RETENTION)
    assert all(retention.reason.endswith(".") for retention in RETENTION.values())


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_is_one_that_aws_takes(rule: BackupRule) -> None:
    """Its schedule, the 90 days of cold storage, and the 35 of a continuous backup."""
    assert is_schedule(rule.schedule)
    assert rule.cold_after_days is None or rule.keep_days >= rule.cold_after_days + COLD_DAYS
    assert not rule.continuous or (rule.keep_days <= MAX_CONTINUOUS_DAYS and not rule.copied)


@pytest.mark.parametrize("name", [name for name, retention in RETENTION.items() if retention.rules])
def test_a_rarer_rule_keeps_longer(name: str) -> None:
    """AWS takes the longer of two that fall into one hour, so that none is lost."""
    days = [rule.keep_days for rule in RETENTION[name].rules]
    assert sorted(days) == days


def test_an_erasure_reaches_personal_backups_in_time() -> None:
    """Positions of an erased courier are nowhere after a month, backups included."""
    assert max(rule.keep_days for rule in RETENTION["personal"].rules) <= ERASURE_DAYS


def test_the_database_and_its_plan_agree() -> None:
    """AWS Backup sets a database's retention to that of its continuous rule, and the program would set it back."""
    assert [rule.keep_days for rule in RETENTION["orders"].rules if rule.continuous] == [BACKUP_DAYS]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cron(0 5 ? * MON *)", True),
        ("cron(30 1,13 * * ? *)", True),
        ("cron(59 * 1 * ? 2027)", True),
        ("cron(60 1 * * ? *)", False),
        ("cron(0/15 * * * ? *)", False),
        ("cron(0 1 * * * *)", False),
        ("cron(0 1 ? * ? *)", False),
        ("cron(0 1 * * ?)", False),
        ("rate(1 day)", False),
    ],
)
def test_a_schedule_names_one_minute_and_one_kind_of_day(text: str, *, expected: bool) -> None:
    """Six fields; of the date and the weekday exactly one is a question mark (AWS cron expressions)."""
    assert expected == is_schedule(text)
