"""What happens between a WebSocket message and the code behind it."""

from collections.abc import Iterator

from ...aws import types as aws
from ...checks import require
from ...model.values import Value
from ...rule import Finding, NotEvaluated, Resource, Result, Results, Rule, Scope, Severity

_LEVELS = {"ERROR", "INFO"}


def check(resource: Resource) -> Results:
    """A finding on a WebSocket stage that logs no failed call, and on any stage that logs what messages say."""
    default = resource["defaultRouteSettings"]
    routes = list(resource["routeSettings"].elements())
    for settings in (default, *routes):
        yield from require(settings["dataTraceEnabled"], lambda known: not known.true, "writes messages to the log")
    # A route without a level of its own has the default one.
    levels = [default["loggingLevel"], *(route["loggingLevel"] for route in routes if not route["loggingLevel"].absent)]
    for api in resource.sources(resource["apiId"], aws.APIGATEWAYV2_API):
        for level in levels:
            yield from _evaluated(level, api["protocolType"])


def _evaluated(level: Value, protocol: Value) -> Iterator[Result]:
    """HTTP APIs have no execution log."""
    if protocol.text in {"", "WEBSOCKET"}:
        for result in require(level, lambda known: known.text in _LEVELS, "is off: failed calls leave no trace"):
            yield NotEvaluated("apiId") if protocol.unknown and isinstance(result, Finding) else result


RULE = Rule(
    id="stage-execution-logs",
    title="WebSocket APIs log failed calls, not messages",
    description=(
        "A message that reaches no code shows in the execution log only; with data trace on, that log also holds what "
        "every message said."
    ),
    severity=Severity.MEDIUM,
    types=(aws.APIGATEWAYV2_STAGE,),
    remediation="Set defaultRouteSettings.loggingLevel to ERROR and dataTraceEnabled to false",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-1",
    check=check,
    controls=("E7",),
    scope=Scope.STACK,
)
