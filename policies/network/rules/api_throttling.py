"""Throttling of HTTP and WebSocket APIs."""

from ...aws import types as aws
from ...checks import require
from ...model.values import Value
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on each throttling limit that the default route of a stage does not set."""
    for limit in ("throttlingBurstLimit", "throttlingRateLimit"):
        yield from require(resource["defaultRouteSettings"][limit], _set, "sets no limit")


def _set(value: Value) -> bool:
    return isinstance(value.raw, int | float) and value.raw > 0


RULE = Rule(
    id="api-throttling",
    title="API Gateway stages limit the request rate",
    description="Without its own limits, one API can use up the request quota of the whole account.",
    severity=Severity.MEDIUM,
    types=(aws.APIGATEWAYV2_STAGE,),
    remediation="Set defaultRouteSettings.throttlingBurstLimit and defaultRouteSettings.throttlingRateLimit",
    url="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html",
    check=check,
    controls=("D24",),
)
