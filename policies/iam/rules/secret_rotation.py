"""Secrets that stay the same."""

import re
from dataclasses import dataclass

from ...checks import require, unless_disposable
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Scope, Severity, knob
from ...values import Value

_ROTATION = "aws:secretsmanager/secretRotation:SecretRotation"
_RATE = re.compile(r"rate\((\d+) (hour|day)s?\)")


@dataclass(frozen=True)
class Knobs:
    """How old a secret may become."""

    maximum_days: int = knob(90, "Days after which a secret is another one, at most.", minimum=1, maximum=1000)


def check(resource: Resource, knobs: Knobs) -> Results:
    """A finding on a rotation that comes too seldom, and on a secret without rotation that is not disposable."""
    if resource.type == _ROTATION:
        yield from _schedule(resource["rotationRules"], knobs.maximum_days)
    elif not any(resource.used_by(_ROTATION)):
        yield from unless_disposable(resource, [Finding("", "is never rotated")])


def _schedule(rules: Value, most: int) -> Results:
    days, expression = rules["automaticallyAfterDays"], rules["scheduleExpression"]
    if days.absent and expression.unknown:
        yield NotEvaluated(expression.path)
    elif days.absent and not expression.absent:
        if _days(expression.text) > most:
            yield Finding(expression.path, f"rotates less often than every {most} days")
    else:
        yield from require(days, lambda known: 0 < (known.number or 0) <= most, f"is not set to {most} days or less")


def _days(expression: str) -> float:
    """Days between rotations; a cron expression is taken as often enough, since it names hours, days or months."""
    rate = _RATE.fullmatch(expression.strip())
    return 0 if rate is None else int(rate[1]) / (24 if rate[2] == "hour" else 1)


RULE = Rule(
    id="secret-rotation",
    title="Secrets are rotated",
    description="A secret that leaked is of use until it is changed; rotation changes it without anybody's doing.",
    severity=Severity.MEDIUM,
    types=(_ROTATION, "aws:secretsmanager/secret:Secret"),
    remediation="Add a SecretRotation with rotationRules.automaticallyAfterDays of 90 or less, or sign in with IAM",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/secretsmanager-controls.html#secretsmanager-1",
    check=check,
    controls=("A45",),
    scope=Scope.STACK,
    knobs=Knobs,
)
