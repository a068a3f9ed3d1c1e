"""Monitoring of Aurora instances."""

from ...aws import types as aws
from ...checks import require, require_true
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on an instance without enhanced monitoring or without Performance Insights."""
    interval = resource["monitoringInterval"]
    yield from require(interval, lambda known: (known.number or 0) > 0, "is 0, so enhanced monitoring is disabled")
    yield from require_true(
        resource["performanceInsightsEnabled"], "is not enabled, so wait times of queries are not recorded"
    )


RULE = Rule(
    id="database-monitoring",
    title="Aurora instances have enhanced monitoring and Performance Insights enabled",
    description="Only recorded metrics show which process used the memory and which query used the time.",
    severity=Severity.LOW,
    types=(aws.RDS_CLUSTER_INSTANCE,),
    remediation="Set monitoringInterval to 60 with monitoringRoleArn, and performanceInsightsEnabled to true",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-6",
    check=check,
    controls=("E13",),
)
