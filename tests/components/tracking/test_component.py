"""Routes, authorizer and stage of live tracking."""

import json
from collections.abc import Mapping
from typing import Any

import pulumi
import pytest

from components import Tracking
from tests.components.recording import Recorder, record
from tests.components.samples.tracking import KEY, ROUTE, SAMPLE

ROUTES = {"$connect": ROUTE, "$disconnect": ROUTE, "subscribe": ROUTE}
API, EXECUTION = SAMPLE.good["api_id"], SAMPLE.good["execution_arn"]
AUTHORIZER, DEPLOYMENT = "aws:apigatewayv2/authorizer:Authorizer", "aws:apigatewayv2/deployment:Deployment"
INTEGRATION, ROUTE_TYPE = "aws:apigatewayv2/integration:Integration", "aws:apigatewayv2/route:Route"
STAGE, PERMISSION = "aws:apigatewayv2/stage:Stage", "aws:lambda/permission:Permission"
GROUP = "aws:cloudwatch/logGroup:LogGroup"


def made(**change: Any) -> Recorder:
    """Tracking on mocks."""
    return record(lambda: Tracking("part", SAMPLE.args(change)))  # pyright: ignore[reportArgumentType] - the tests' dict


def by_role(recorder: Recorder, token: str) -> dict[str, Mapping[str, Any]]:
    """Inputs of the children of a type by their role."""
    return {item.name.removeprefix("part-"): item.inputs for item in recorder.of_type(token)}


def test_each_route_has_an_integration_and_a_permission() -> None:
    """Roles are route keys without their dollar sign; the authorizer has a permission too."""
    recorder = made(routes=ROUTES)
    keys = ("connect", "disconnect", "subscribe")
    assert set(by_role(recorder, INTEGRATION)) == {f"{key}-integration" for key in keys}
    assert set(by_role(recorder, ROUTE_TYPE)) == {f"{key}-route" for key in keys}
    assert set(by_role(recorder, PERMISSION)) == {f"{key}-permission" for key in (*keys, "authorize")}


def test_a_route_leads_to_its_function() -> None:
    """By proxy integration, with text payloads."""
    recorder = made(routes=ROUTES)
    integration = by_role(recorder, INTEGRATION)["subscribe-integration"]
    assert (integration["apiId"], integration["integrationUri"]) == (API, ROUTE["invoke_arn"])
    assert (integration["integrationType"], integration["integrationMethod"]) == ("AWS_PROXY", "POST")
    assert integration["contentHandlingStrategy"] == "CONVERT_TO_TEXT"
    route = by_role(recorder, ROUTE_TYPE)["subscribe-route"]
    assert (route["routeKey"], route["target"]) == ("subscribe", "integrations/part-subscribe-integration-id")


def test_only_new_connections_are_authorized() -> None:
    """API Gateway accepts an authorizer on `$connect` only."""
    routes = by_role(made(routes=ROUTES), ROUTE_TYPE)
    connect = routes.pop("connect-route")
    assert (connect["authorizationType"], connect["authorizerId"]) == ("CUSTOM", "part-authorizer-id")
    assert [route for route in routes.values() if "authorizerId" in route] == []


def test_the_authorizer_reads_the_subprotocol_header() -> None:
    """A browser can set no other header of a WebSocket request."""
    inputs = made().one(AUTHORIZER).inputs
    assert (inputs["authorizerType"], inputs["name"]) == ("REQUEST", "lisbon-ticket")
    assert inputs["identitySources"] == ["route.request.header.Sec-WebSocket-Protocol"]
    assert inputs["authorizerUri"] == ROUTE["invoke_arn"]


@pytest.mark.parametrize(
    ("role", "source"),
    [
        ("connect-permission", f"{EXECUTION}/live/$connect"),
        ("subscribe-permission", f"{EXECUTION}/live/subscribe"),
        ("authorize-permission", f"{EXECUTION}/authorizers/part-authorizer-id"),
    ],
)
def test_api_gateway_may_invoke_a_function_for_one_route_only(role: str, source: str) -> None:
    """The permission's source is the route or the authorizer."""
    permission = by_role(made(routes=ROUTES), PERMISSION)[role]
    assert (permission["principal"], permission["action"]) == ("apigateway.amazonaws.com", "lambda:InvokeFunction")
    assert (permission["function"], permission["sourceArn"]) == ("lisbon-connect", source)


def test_a_changed_function_deploys_again() -> None:
    """The deployment's trigger has every route with its function."""

    def trigger(**change: Any) -> str:
        return made(**change).one(DEPLOYMENT).inputs["triggers"]["routes"]

    other = ROUTE | {"invoke_arn": f"{ROUTE['invoke_arn']}-2"}
    texts = [trigger(), trigger(routes=ROUTES), trigger(routes={"$connect": other})]
    assert len(set(texts)) == 3
    assert json.loads(texts[0]) == [["$connect", ROUTE["invoke_arn"]]]


def test_the_deployment_waits_for_every_route_and_permission() -> None:
    """A snapshot before the last route would lack it, and a route without its permission answers 500."""
    found: list[str] = []

    def look(props: Any, opts: pulumi.ResourceOptions) -> Any:
        depends_on: Any = opts.depends_on
        found.extend(type(item).__name__ for item in depends_on)
        return props, opts

    args: Any = SAMPLE.args({"routes": ROUTES})
    record(lambda: Tracking("part", args, transforms={"deployment": look}))
    assert found == [*["Route"] * 3, *["Permission"] * 4]


def test_the_stage_limits_messages() -> None:
    """Bursts may be twice as large as the rate."""
    settings = made(messages_per_second=50).one(STAGE).inputs["defaultRouteSettings"]
    assert (settings["throttlingRateLimit"], settings["throttlingBurstLimit"]) == (50, 100)
    assert (settings["loggingLevel"], settings["dataTraceEnabled"]) == ("ERROR", False)


def test_access_logs_hold_no_header_and_no_message() -> None:
    """They go to an encrypted log group."""
    recorder = made()
    settings = recorder.one(STAGE).inputs["accessLogSettings"]
    assert settings["destinationArn"].endswith(":part-log-group")
    fields = json.loads(settings["format"])
    assert {"connectionId", "routeKey", "status", "requestTime"} <= fields.keys()
    assert [value for value in fields.values() if "header" in value or "query" in value or "body" in value] == []
    group = recorder.one(GROUP).inputs
    assert (group["name"], group["kmsKeyId"]) == ("/citycell/lisbon/tracking", KEY)


def test_access_logs_stay_90_days_by_default() -> None:
    """The argument `log_retention_days` sets another period."""
    assert made().one(GROUP).inputs["retentionInDays"] == 90
    assert made(log_retention_days=7).one(GROUP).inputs["retentionInDays"] == 7


def test_the_output_is_the_stage() -> None:
    """Its name is a dimension of metrics."""
    recorder = made()
    assert recorder.outputs[recorder.registrations[0].urn] == {"stageName": "live"}


@pytest.mark.parametrize(
    ("region", "messages", "burst"),
    [("eu-west-1", 1000, 2000), ("eu-south-2", 1000, 1250), ("eu-west-1", 10_000, 5000), ("eu-south-2", 600, 1200)],
)
def test_bursts_fit_the_region(region: str, messages: int, burst: int) -> None:
    """API Gateway has a burst of its own in each region, which no request raises."""
    settings = made(region=region, messages_per_second=messages).one(STAGE).inputs["defaultRouteSettings"]
    assert (settings["throttlingRateLimit"], settings["throttlingBurstLimit"]) == (messages, burst)
