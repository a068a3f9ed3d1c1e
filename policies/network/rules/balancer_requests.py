"""Malformed requests at load balancers."""

from ...aws import types as aws
from ...checks import require, require_true
from ...rule import NotEvaluated, Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on an application load balancer that forwards malformed headers or ambiguous requests."""
    kind = resource["loadBalancerType"]
    if kind.unknown:
        yield NotEvaluated(kind.path)
        return
    if kind.text not in {"", "application"}:
        return
    yield from require_true(resource["dropInvalidHeaderFields"], "forwards malformed headers")
    yield from require(
        resource["desyncMitigationMode"],
        lambda known: known.absent or known.text in {"defensive", "strictest"},
        "forwards ambiguous requests",
    )


RULE = Rule(
    id="balancer-requests",
    title="Application load balancers drop malformed requests",
    description=(
        "An attacker can smuggle a second request past the checks if load balancer and service parse a request "
        "differently."
    ),
    severity=Severity.MEDIUM,
    types=(aws.LB_LOAD_BALANCER,),
    remediation="Set dropInvalidHeaderFields to true, and set desyncMitigationMode to defensive or strictest",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-12",
    check=check,
    controls=("D23",),
)
