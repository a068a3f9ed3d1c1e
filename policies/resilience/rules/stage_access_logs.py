"""Who asked an API for what."""

from ...aws import types as aws
from ...checks import require_present
from ...rule import Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on a stage whose access log goes nowhere or says nothing."""
    settings = resource["accessLogSettings"]
    yield from require_present(resource, settings["destinationArn"], "keeps no access log")
    yield from require_present(resource, settings["format"], "is left out, so that the access log says nothing")


RULE = Rule(
    id="stage-access-logs",
    title="APIs log each request",
    description="Without an access log nobody can say who called, or why a client was refused.",
    severity=Severity.MEDIUM,
    types=(aws.APIGATEWAYV2_STAGE, aws.APIGATEWAY_STAGE),
    remediation="Set accessLogSettings.destinationArn to a log group and accessLogSettings.format to what is kept",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-9",
    check=check,
    controls=("E6",),
    scope=Scope.STACK,
)
