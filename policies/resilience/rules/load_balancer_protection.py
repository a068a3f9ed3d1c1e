"""Load balancers that outlive a mistake and a zone."""

from ...aws import types as aws
from ...checks import require_true, unless_disposable, unless_unknown
from ...rule import Finding, Resource, Results, Rule, Severity

_LEAST_ZONES = 2


def check(resource: Resource) -> Results:
    """A finding on a kept load balancer that can be deleted in one call, and on one in a single zone."""
    yield from unless_disposable(resource, require_true(resource["enableDeletionProtection"], "is off"))
    subnets = [resource["subnets"], resource["subnetMappings"]]
    if sum(len(list(given.elements())) for given in subnets) < _LEAST_ZONES:
        yield unless_unknown(subnets, Finding("subnets", "are not in two zones"))


RULE = Rule(
    id="load-balancer-protection",
    title="Load balancers stand in two zones and are protected from deletion",
    description="All traffic of a cell goes through it; AWS takes at most one subnet of each zone.",
    severity=Severity.MEDIUM,
    types=(aws.LB_LOAD_BALANCER,),
    remediation="Set enableDeletionProtection to true and subnets in two zones or more",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-6",
    check=check,
    controls=("F17",),
)
