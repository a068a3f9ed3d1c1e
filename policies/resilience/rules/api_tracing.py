"""Tracing of REST APIs."""

from ...aws import types as aws
from ...checks import require_true
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a REST API stage without tracing."""
    return require_true(resource["xrayTracingEnabled"], "is not enabled")


RULE = Rule(
    id="api-tracing",
    title="REST APIs have tracing enabled",
    description="A trace shows which service caused a slow or failed call.",
    severity=Severity.LOW,
    types=(aws.APIGATEWAY_STAGE,),
    remediation="Set xrayTracingEnabled to true",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-3",
    check=check,
    controls=("E8",),
)
