"""Execution logs of WebSocket APIs."""

from collections.abc import Iterator

from ...aws import types as aws
from ...checks import require
from ...model.values import Value
from ...rule import Finding, NotEvaluated, Resource, Result, Results, Rule, Scope, Severity

_LEVELS = {"ERROR", "INFO"}


def check(resource: Resource) -> Results:
    """A finding on a WebSocket stage that does not log errors, and on any stage that logs message contents."""
    default = resource["defaultRouteSettings"]
    routes = list(resource["routeSettings"].elements())
    for settings in (default, *routes):
        yield from require(
            settings["dataTraceEnabled"], lambda known: not known.true, "is true, so message contents are logged"
        )
        # A route without a level uses the default level.
    levels = [default["loggingLevel"], *(route["loggingLevel"] for route in routes if not route["loggingLevel"].absent)]
    for api in resource.sources(resource["apiId"], aws.APIGATEWAYV2_API):
        for level in levels:
            yield from _logs_failures(level, api["protocolType"])


def _logs_failures(level: Value, protocol: Value) -> Iterator[Result]:
    """HTTP APIs have no execution log."""
    if protocol.text in {"", "WEBSOCKET"}:
        for result in require(
            level, lambda known: known.text in _LEVELS, "is not ERROR or INFO, so failed calls are not logged"
        ):
            yield NotEvaluated("apiId") if protocol.unknown and isinstance(result, Finding) else result


RULE = Rule(
    id="stage-execution-logs",
    title="WebSocket APIs log errors but not message contents",
    description=(
        "Only the execution log shows messages that reach no integration. With data tracing, it also contains every "
        "message."
    ),
    severity=Severity.MEDIUM,
    types=(aws.APIGATEWAYV2_STAGE,),
    remediation="Set defaultRouteSettings.loggingLevel to ERROR and dataTraceEnabled to false",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-1",
    check=check,
    controls=("E7",),
    scope=Scope.STACK,
)
