"""Requests that are not quite HTTP."""

from ...aws import types as aws
from ...checks import require, require_true
from ...rule import NotEvaluated, Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on an application load balancer that passes malformed headers or ambiguous requests on."""
    kind = resource["loadBalancerType"]
    if kind.unknown:
        yield NotEvaluated(kind.path)
        return
    if kind.text not in {"", "application"}:
        return
    yield from require_true(resource["dropInvalidHeaderFields"], "passes malformed headers on")
    yield from require(
        resource["desyncMitigationMode"],
        lambda known: known.absent or known.text in {"defensive", "strictest"},
        "passes ambiguous requests on",
    )


RULE = Rule(
    id="balancer-requests",
    title="Load balancers drop malformed requests",
    description="A request that the load balancer and the service read differently smuggles a second one past checks.",
    severity=Severity.MEDIUM,
    types=(aws.LB_LOAD_BALANCER,),
    remediation="Set dropInvalidHeaderFields to true and leave desyncMitigationMode at defensive, or set strictest",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-12",
    check=check,
    controls=("D23",),
)
