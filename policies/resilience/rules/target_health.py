"""Health checks of target groups."""

from ...aws import types as aws
from ...checks import require
from ...rule import NotEvaluated, Resource, Results, Rule, Severity

_HTTP = {"HTTP", "HTTPS"}


def check(resource: Resource) -> Results:
    """A finding on a target group without a health check, or with one on the default path."""
    if resource["targetType"].unknown:
        yield NotEvaluated("targetType")
        return
    if resource["targetType"].text == "lambda":
        return  # health checks of functions are optional because each one is a billed call
    health = resource["healthCheck"]
    yield from require(health, lambda known: not known.absent, "is not set")
    if health.absent or health.unknown:
        return
    yield from require(health["enabled"], lambda known: not known.false, "is false, so health checks are disabled")
    if resource["protocol"].unknown and health["path"].absent:
        yield NotEvaluated("protocol")
    elif resource["protocol"].text in _HTTP:
        yield from require(
            health["path"],
            lambda known: not known.absent,
            "is not set, so the root page says nothing about the service",
        )


RULE = Rule(
    id="target-health",
    title="Target groups have health checks",
    description="Without health checks, a load balancer keeps sending orders to a broken task.",
    severity=Severity.MEDIUM,
    types=(aws.LB_TARGET_GROUP,),
    remediation="Set healthCheck with a path that shows the health of the service",
    url="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html",
    check=check,
    controls=("F18",),
)
