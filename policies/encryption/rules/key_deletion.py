"""Deletion of KMS keys."""

from ...aws import types as aws
from ...checks import require
from ...model.values import Value
from ...rule import Resource, Results, Rule, Severity

_MINIMUM_DAYS = 7


def check(resource: Resource) -> Results:
    """A finding on a waiting period under a week (the default is 30 days), and on a disabled lockout check."""
    yield from require(resource["deletionWindowInDays"], _long_enough, "is less than 7 days")
    yield from require(
        resource["bypassPolicyLockoutSafetyCheck"],
        lambda known: not known.true,
        "is true, so a policy can lock every principal out of the key",
    )


def _long_enough(days: Value) -> bool:
    return days.absent or (days.number is not None and days.number >= _MINIMUM_DAYS)


RULE = Rule(
    id="key-deletion",
    title="KMS keys have a deletion waiting period of at least 7 days",
    description="Data is lost with its key. The deletion can be cancelled only during the waiting period.",
    severity=Severity.CRITICAL,
    types=(aws.KMS_KEY, aws.KMS_REPLICA_KEY),
    remediation=(
        "Remove deletionWindowInDays for 30 days or set it to 7 or more, and remove bypassPolicyLockoutSafetyCheck"
    ),
    url="https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html",
    check=check,
    controls=("B2",),
)
