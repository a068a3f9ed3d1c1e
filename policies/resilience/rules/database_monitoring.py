"""What databases measure."""

from ...aws import types as aws
from ...checks import require, require_true
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on an instance that measures neither its system nor what its queries wait for."""
    interval = resource["monitoringInterval"]
    yield from require(interval, lambda known: (known.number or 0) > 0, "is 0: the instance's system is not measured")
    yield from require_true(resource["performanceInsightsEnabled"], "is off: nobody sees what queries wait for")


RULE = Rule(
    id="database-monitoring",
    title="Databases measure their system and their queries",
    description="Which process took the memory, and which query the time, is known only while it was measured.",
    severity=Severity.LOW,
    types=(aws.RDS_CLUSTER_INSTANCE,),
    remediation="Set monitoringInterval to 60 with monitoringRoleArn, and performanceInsightsEnabled to true",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-6",
    check=check,
    controls=("E13",),
)
