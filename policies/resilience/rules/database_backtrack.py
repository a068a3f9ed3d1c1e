"""Backtrack of Aurora MySQL clusters."""

from ...aws import types as aws
from ...checks import require
from ...rule import NotEvaluated, Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on an Aurora MySQL cluster without backtrack. No other engine supports it."""
    if resource["engine"].unknown:
        yield NotEvaluated("engine")
    elif resource["engine"].text == "aurora-mysql":
        yield from require(resource["backtrackWindow"], lambda known: bool(known.number), "is not set")


RULE = Rule(
    id="database-backtrack",
    title="Aurora MySQL clusters have backtrack enabled",
    description="Backtrack undoes a mistake in place within minutes. A restore creates a new cluster.",
    severity=Severity.MEDIUM,
    types=(aws.RDS_CLUSTER,),
    remediation="Set backtrackWindow to the number of seconds to keep, at most 259200",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-14",
    check=check,
    controls=("F7",),
)
