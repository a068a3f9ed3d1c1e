"""Deletion protection and zones of load balancers."""

from ...aws import types as aws
from ...checks import require_true, unless_disposable, unless_unknown
from ...rule import Finding, Resource, Results, Rule, Severity

_MINIMUM_ZONES = 2


def check(resource: Resource) -> Results:
    """A finding on a load balancer without deletion protection (unless tagged `disposable`) or in a single zone."""
    yield from unless_disposable(resource, require_true(resource["enableDeletionProtection"], "is not enabled"))
    subnets = [resource["subnets"], resource["subnetMappings"]]
    if sum(len(list(given.elements())) for given in subnets) < _MINIMUM_ZONES:
        yield unless_unknown(subnets, Finding("subnets", "contains fewer than two subnets"))


RULE = Rule(
    id="load-balancer-protection",
    title="Load balancers have deletion protection and at least two Availability Zones",
    description="All traffic of a cell passes its load balancer. AWS accepts at most one subnet per zone.",
    severity=Severity.MEDIUM,
    types=(aws.LB_LOAD_BALANCER,),
    remediation="Set enableDeletionProtection to true, and set subnets in at least two Availability Zones",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-6",
    check=check,
    controls=("F17",),
)
