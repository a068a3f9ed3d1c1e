"""How much an API takes."""

from ...aws import types as aws
from ...checks import require
from ...model.values import Value
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on each limit that a stage's default route is without."""
    for limit in ("throttlingBurstLimit", "throttlingRateLimit"):
        yield from require(resource["defaultRouteSettings"][limit], _set, "is no limit")


def _set(value: Value) -> bool:
    return isinstance(value.raw, int | float) and value.raw > 0


RULE = Rule(
    id="api-throttling",
    title="APIs limit how much they take",
    description="Without a limit of its own one API uses up what the account allows all of them.",
    severity=Severity.MEDIUM,
    types=(aws.APIGATEWAYV2_STAGE,),
    remediation="Set defaultRouteSettings.throttlingBurstLimit and defaultRouteSettings.throttlingRateLimit",
    url="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html",
    check=check,
    controls=("D24",),
)
