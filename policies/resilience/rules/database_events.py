"""Who hears of a database's trouble."""

from collections.abc import Mapping
from dataclasses import dataclass

from ...aws import types as aws
from ...checks import require, require_one, unless_unknown
from ...rule import Finding, Resource, Results, Rule, Scope, Severity, parameter

_SUBSCRIPTION = aws.RDS_EVENT_SUBSCRIPTION
_CRITICAL: Mapping[str, frozenset[str]] = {
    "db-cluster": frozenset({"maintenance", "failure"}),
    "db-instance": frozenset({"maintenance", "configuration change", "failure"}),
    "db-parameter-group": frozenset({"configuration change"}),
}
"""What must be heard of each kind of source (AWS Security Hub, RDS.19, RDS.20 and RDS.21)."""


@dataclass(frozen=True)
class Parameters:
    """Where a team hears of events."""

    subscription_required: bool = parameter(
        default=False,
        description=(
            "Whether a stack with a database must itself subscribe to each kind of critical event; one subscription "
            "often serves the whole account, from a stack of its own."
        ),
    )


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on a subscription that is off or leaves out critical events, and on a database without one."""
    if resource.type == _SUBSCRIPTION:
        yield from require(resource["enabled"], lambda known: not known.false, "is off")
        yield from _complete(resource)
    elif parameters.subscription_required:
        for kind in _CRITICAL:
            heard = [subscription["sourceType"] for subscription in resource.stack.of(_SUBSCRIPTION)]
            missing = Finding("", f"nobody subscribes to the events of {kind}")
            yield from require_one(heard, lambda known, kind=kind: known.absent or known.text == kind, missing)


def _complete(resource: Resource) -> Results:
    source, listed = resource["sourceType"], resource["eventCategories"]
    named = list(listed.elements())
    critical = _CRITICAL.get(source.text, frozenset[str]())
    if not named or (not source.unknown and critical <= {category.text for category in named}):
        return  # a subscription without categories hears all of them
    yield unless_unknown((source, *named), Finding(listed.path, "leaves out critical events of its source"))


RULE = Rule(
    id="database-events",
    title="Critical events of databases are heard of",
    description="A failure, a forced maintenance or a changed setting is told once, to whoever has subscribed.",
    severity=Severity.LOW,
    types=(_SUBSCRIPTION, aws.RDS_CLUSTER),
    remediation=(
        "Set eventCategories to maintenance, failure and configuration change, as far as the sourceType has them, and "
        "leave enabled on"
    ),
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-19",
    check=check,
    controls=("E14",),
    scope=Scope.STACK,
    parameters=Parameters,
)
