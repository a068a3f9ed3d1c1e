"""Targets that are asked whether they are well."""

from ...aws import types as aws
from ...checks import require
from ...rule import NotEvaluated, Resource, Results, Rule, Severity

_HTTP = {"HTTP", "HTTPS"}


def check(resource: Resource) -> Results:
    """A finding on a target group without a health check of its own, or that asks the root page."""
    if resource["targetType"].unknown:
        yield NotEvaluated("targetType")
        return
    if resource["targetType"].text == "lambda":
        return  # a function is asked for nothing unless one wants to pay for the calls
    health = resource["healthCheck"]
    yield from require(health, lambda known: not known.absent, "is not set")
    if health.absent or health.unknown:
        return
    yield from require(health["enabled"], lambda known: not known.false, "is off")
    if resource["protocol"].unknown and health["path"].absent:
        yield NotEvaluated("protocol")
    elif resource["protocol"].text in _HTTP:
        yield from require(health["path"], lambda known: not known.absent, "is not set: the root page tells nothing")


RULE = Rule(
    id="target-health",
    title="Target groups check the health of their targets",
    description="A load balancer sends orders to a broken task for as long as nobody asks the task.",
    severity=Severity.MEDIUM,
    types=(aws.LB_TARGET_GROUP,),
    remediation="Set healthCheck with a path that answers for the service",
    url="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html",
    check=check,
    controls=("F18",),
)
