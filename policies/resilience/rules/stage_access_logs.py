"""Access logs of API Gateway stages."""

from ...aws import types as aws
from ...checks import require_present
from ...rule import Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on a stage without an access log destination or without a format."""
    settings = resource["accessLogSettings"]
    yield from require_present(resource, settings["destinationArn"], "is not set, so requests are not logged")
    yield from require_present(resource, settings["format"], "is not set, so the access log is empty")


RULE = Rule(
    id="stage-access-logs",
    title="API Gateway stages have access logs enabled",
    description="Without an access log, no one can see who called or why a client was rejected.",
    severity=Severity.MEDIUM,
    types=(aws.APIGATEWAYV2_STAGE, aws.APIGATEWAY_STAGE),
    remediation="Set accessLogSettings.destinationArn to a log group, and set accessLogSettings.format",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-9",
    check=check,
    controls=("E6",),
    scope=Scope.STACK,
)
