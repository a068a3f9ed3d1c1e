"""Encryption keys of Performance Insights."""

from ...aws import types as aws
from ...checks import require_customer_key
from ...rule import NotEvaluated, Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on Performance Insights without a customer managed key, where it is enabled."""
    enabled = resource["performanceInsightsEnabled"]
    if enabled.unknown:
        yield NotEvaluated(enabled.path)
    elif enabled.true:
        yield from require_customer_key(resource, resource["performanceInsightsKmsKeyId"])


RULE = Rule(
    id="database-insights-key",
    title="Performance Insights data is encrypted with a customer managed key",
    description="Performance Insights stores the text of SQL statements, which may contain customer input.",
    severity=Severity.MEDIUM,
    types=(aws.RDS_CLUSTER_INSTANCE, aws.RDS_CLUSTER, aws.RDS_INSTANCE),
    remediation="Set performanceInsightsKmsKeyId to a customer managed key",
    url="https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_PerfInsights.access-control.cmk-policy.html",
    check=check,
    controls=("B8",),
    scope=Scope.STACK,
)
