"""Firewalls in front of load balancers."""

from ...aws import types as aws
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on an application load balancer that faces the internet and has no web ACL."""
    kind, internal = resource["loadBalancerType"], resource["internal"]
    if internal.true or kind.text not in {"", "application"} or any(resource.used_by(aws.WAFV2_WEB_ACL_ASSOCIATION)):
        return
    unknowns = [value for value in (kind, internal) if value.unknown]
    yield from [NotEvaluated(value.path) for value in unknowns] or [Finding("", "faces the internet without a web ACL")]


RULE = Rule(
    id="balancer-firewall",
    title="Load balancers on the internet have a web application firewall",
    description="It turns floods, known exploits and bots away before they cost a task its time.",
    severity=Severity.MEDIUM,
    types=(aws.LB_LOAD_BALANCER,),
    remediation="Set internal to true, or add a WebAclAssociation whose resourceArn is the load balancer's",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-16",
    check=check,
    controls=("D20",),
    scope=Scope.STACK,
)
