"""Rotation of secrets."""

import re
from calendar import month_abbr
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from ...aws import types as aws
from ...checks import require, unless_disposable
from ...model.values import Value
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Scope, Severity, parameter

_ROTATION = aws.SECRETSMANAGER_SECRET_ROTATION
_RATE = re.compile(r"rate\((\d+) (hour|day)s?\)")
_CRON = re.compile(r"cron\((?:\S+ +){3}(\S+) +\S+ +(\S+)\)")
"""Captures the months and years of a schedule (AWS Secrets Manager, "Schedule expressions")."""
_MONTHS = {name: number for number, name in enumerate(month_abbr) if name}
_YEAR = 12
_DAYS_OF_A_MONTH = 30.5


@dataclass(frozen=True)
class Parameters:
    """Settings of the rule."""

    maximum_days: int = parameter(90, "Maximum number of days between rotations.", minimum=1, maximum=1000)


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on a rotation that is too rare, and on a secret without rotation unless it is tagged `disposable`."""
    if resource.type == _ROTATION:
        yield from _schedule(resource["rotationRules"], parameters.maximum_days)
    elif not any(resource.used_by(_ROTATION)):
        yield from unless_disposable(resource, [Finding("", "has no rotation")])


def _schedule(rules: Value, maximum: int) -> Results:
    days, expression = rules["automaticallyAfterDays"], rules["scheduleExpression"]
    if days.absent and expression.unknown:
        yield NotEvaluated(expression.path)
    elif days.absent and not expression.absent:
        if _days(expression.text) > maximum:
            yield Finding(expression.path, f"rotates less often than every {maximum} days")
    else:
        yield from require(
            days, lambda known: 0 < (known.number or 0) <= maximum, f"is not between 1 and {maximum} days"
        )


def _days(expression: str) -> float:
    """Days between rotations. For a cron expression, the days of the longest gap between two months."""
    rate, cron = _RATE.fullmatch(expression.strip()), _CRON.fullmatch(expression.strip())
    if rate:
        return int(rate[1]) / (24 if rate[2] == "hour" else 1)
    if cron is None:
        return 0
    return _DAYS_OF_A_MONTH * _months_between(cron[1]) if cron[2] in {"*", "?"} else inf


def _months_between(months: str) -> int:
    """The longest time between two months of a cron expression, such as `*`, `JAN,JUL`, `2-11` or `1/3`."""
    named = {1} if months == "?" else {month for part in months.split(",") for month in _span(part)}
    ordered = sorted(named)
    return max(later - month for month, later in pairwise([*ordered, ordered[0] + _YEAR]))


def _span(part: str) -> range:
    months, _, every = part.partition("/")
    first, _, last = months.partition("-")
    start = _month(first, 1)
    end = _month(last, _YEAR) if last or every or first == "*" else start
    return range(start, max(start, end) + 1, max(1, int(every)) if every.isdecimal() else 1)


def _month(name: str, default: int) -> int:
    number = _MONTHS.get(name.capitalize()) or (int(name) if name.isdecimal() else default)
    return min(max(number, 1), _YEAR)


RULE = Rule(
    id="secret-rotation",
    title="Secrets Manager secrets are rotated",
    description="A leaked secret is useful only until it changes. Rotation changes it automatically.",
    severity=Severity.MEDIUM,
    types=(_ROTATION, aws.SECRETSMANAGER_SECRET),
    remediation=(
        "Add a SecretRotation with rotationRules.automaticallyAfterDays of 90 or less, or authenticate with IAM"
    ),
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/secretsmanager-controls.html#secretsmanager-1",
    check=check,
    controls=("A45",),
    scope=Scope.STACK,
    parameters=Parameters,
)
