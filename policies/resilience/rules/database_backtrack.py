"""How fast Aurora MySQL goes back to before a mistake."""

from ...aws import types as aws
from ...checks import require
from ...rule import NotEvaluated, Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on an Aurora MySQL cluster without backtrack; no other engine has it."""
    if resource["engine"].unknown:
        yield NotEvaluated("engine")
    elif resource["engine"].text == "aurora-mysql":
        yield from require(resource["backtrackWindow"], lambda known: bool(known.number), "is off")


RULE = Rule(
    id="database-backtrack",
    title="Aurora MySQL can be rewound",
    description="Backtrack undoes a mistake in minutes and in place, where a restore makes a new cluster.",
    severity=Severity.MEDIUM,
    types=(aws.RDS_CLUSTER,),
    remediation="Set backtrackWindow to the seconds to keep, at most 259200",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-14",
    check=check,
    controls=("F7",),
)
