"""Where a call to an API spends its time."""

from ...aws import types as aws
from ...checks import require_true
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a stage of a REST API without traces."""
    return require_true(resource["xrayTracingEnabled"], "is off")


RULE = Rule(
    id="api-tracing",
    title="REST APIs are traced",
    description="A trace tells which of the services behind a slow or failed call was at fault.",
    severity=Severity.LOW,
    types=(aws.APIGATEWAY_STAGE,),
    remediation="Set xrayTracingEnabled to true",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-3",
    check=check,
    controls=("E8",),
)
