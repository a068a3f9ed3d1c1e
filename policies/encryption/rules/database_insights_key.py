"""Statements that Performance Insights keeps."""

from ...aws import types as aws
from ...checks import require_customer_key
from ...rule import NotEvaluated, Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on Performance Insights under the key of AWS, where it is on."""
    enabled = resource["performanceInsightsEnabled"]
    if enabled.unknown:
        yield NotEvaluated(enabled.path)
    elif enabled.true:
        yield from require_customer_key(resource, resource["performanceInsightsKmsKeyId"])


RULE = Rule(
    id="database-insights-key",
    title="Performance Insights is encrypted with a key of ours",
    description="Performance Insights keeps the text of statements, which may hold what customers typed.",
    severity=Severity.MEDIUM,
    types=(aws.RDS_CLUSTER_INSTANCE, aws.RDS_CLUSTER, aws.RDS_INSTANCE),
    remediation="Set performanceInsightsKmsKeyId",
    url="https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_PerfInsights.access-control.cmk-policy.html",
    check=check,
    controls=("B8",),
    scope=Scope.STACK,
)
