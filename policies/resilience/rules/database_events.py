"""Event subscriptions of RDS databases."""

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
"""Critical event categories by source type (AWS Security Hub, RDS.19, RDS.20 and RDS.21)."""


@dataclass(frozen=True)
class Parameters:
    """Settings of the rule."""

    subscription_required: bool = parameter(
        default=False,
        description=(
            "Whether a stack with a database must itself subscribe to all critical events. Often one subscription in a "
            "separate stack serves the whole account."
        ),
    )


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on a disabled or incomplete subscription, and on a database without a required subscription."""
    if resource.type == _SUBSCRIPTION:
        yield from require(
            resource["enabled"], lambda known: not known.false, "is false, so the subscription is disabled"
        )
        yield from _complete(resource)
    elif parameters.subscription_required:
        for kind in _CRITICAL:
            heard = [subscription["sourceType"] for subscription in resource.stack.of(_SUBSCRIPTION)]
            missing = Finding("", f"has no subscription to {kind} events")
            yield from require_one(heard, lambda known, kind=kind: known.absent or known.text == kind, missing)


def _complete(resource: Resource) -> Results:
    source, listed = resource["sourceType"], resource["eventCategories"]
    named = list(listed.elements())
    critical = _CRITICAL.get(source.text, frozenset[str]())
    if not named or (not source.unknown and critical <= {category.text for category in named}):
        return  # a subscription without categories receives all events
    yield unless_unknown(
        (source, *named), Finding(listed.path, "does not contain all critical categories of the source type")
    )


RULE = Rule(
    id="database-events",
    title="RDS event subscriptions include critical events",
    description="A failure, a maintenance or a changed setting is reported once, and only to subscribers.",
    severity=Severity.LOW,
    types=(_SUBSCRIPTION, aws.RDS_CLUSTER),
    remediation=(
        "Set eventCategories to maintenance, failure and configuration change, as far as the sourceType supports them, "
        "and remove enabled or set it to true"
    ),
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-19",
    check=check,
    controls=("E14",),
    scope=Scope.STACK,
    parameters=Parameters,
)
