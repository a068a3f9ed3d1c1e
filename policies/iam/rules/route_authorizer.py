"""Authorization of API routes."""

from ...aws import types as aws
from ...checks import require
from ...rule import NotEvaluated, Resource, Results, Rule, Scope, Severity

_API = aws.APIGATEWAYV2_API
_AUTHORIZED = {"AWS_IAM", "CUSTOM", "JWT"}


def check(resource: Resource) -> Results:
    """A finding on an HTTP route, or the `$connect` route of a WebSocket API, without authorization."""
    if resource["routeKey"].unknown:
        yield NotEvaluated("routeKey")
    elif _needs_authorization(resource):
        yield from require(
            resource["authorizationType"], lambda known: known.text in _AUTHORIZED, "requires no authorization"
        )


def _needs_authorization(resource: Resource) -> bool:
    """Whether the route needs authorization. WebSocket messages arrive on a connection that `$connect` authorized."""
    key = resource["routeKey"].text
    if key == "$connect":
        return True
    sources = resource.sources(resource["apiId"], _API)
    if any(api["protocolType"].text == "WEBSOCKET" for api in sources):
        return False
    method, space, _ = key.partition(" ")
    return key == "$default" or (bool(space) and method != "OPTIONS")


RULE = Rule(
    id="route-authorizer",
    title="API routes require authorization",
    description="Without authorization, anyone can call an HTTP route or open a WebSocket connection.",
    severity=Severity.HIGH,
    types=(aws.APIGATEWAYV2_ROUTE,),
    remediation="Set authorizationType to JWT, CUSTOM or AWS_IAM. For a WebSocket API, set it on the $connect route",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-8",
    check=check,
    controls=("A22",),
    scope=Scope.STACK,
)
