"""Keys that can be lost at once."""

from ...aws import types as aws
from ...checks import require
from ...model.values import Value
from ...rule import Resource, Results, Rule, Severity

_SHORTEST_DAYS = 7


def check(resource: Resource) -> Results:
    """A finding on a waiting time under a week (30 days when left out), and on a policy that may lock everyone out."""
    yield from require(resource["deletionWindowInDays"], _long_enough, "is under seven days")
    yield from require(
        resource["bypassPolicyLockoutSafetyCheck"], lambda known: not known.true, "lets a policy lock everyone out"
    )


def _long_enough(days: Value) -> bool:
    return days.absent or (days.number is not None and days.number >= _SHORTEST_DAYS)


RULE = Rule(
    id="key-deletion",
    title="Deleting a key takes at least a week",
    description="With its key all data under it is gone; the waiting time is the only way back.",
    severity=Severity.CRITICAL,
    types=(aws.KMS_KEY, aws.KMS_REPLICA_KEY),
    remediation="Leave deletionWindowInDays out for 30 days, or set it to 7 or more",
    url="https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html",
    check=check,
    controls=("B2",),
)
