"""Web ACLs for load balancers."""

from ...aws import types as aws
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on an internet-facing application load balancer without a web ACL."""
    kind, internal = resource["loadBalancerType"], resource["internal"]
    if internal.true or kind.text not in {"", "application"} or any(resource.used_by(aws.WAFV2_WEB_ACL_ASSOCIATION)):
        return
    unknowns = [value for value in (kind, internal) if value.unknown]
    yield from [NotEvaluated(value.path) for value in unknowns] or [
        Finding("", "is reachable from the internet and has no web ACL")
    ]


RULE = Rule(
    id="balancer-firewall",
    title="Internet-facing application load balancers have a web ACL",
    description="A web ACL blocks floods, known exploits and bots before they reach a task.",
    severity=Severity.MEDIUM,
    types=(aws.LB_LOAD_BALANCER,),
    remediation="Set internal to true, or add a WebAclAssociation with resourceArn set to the ARN of the load balancer",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-16",
    check=check,
    controls=("D20",),
    scope=Scope.STACK,
)
