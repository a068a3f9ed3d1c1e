"""Routes, authorizer and stage of live tracking."""

import json
import re
from collections.abc import Mapping
from typing import Any

import pulumi
import pulumi_aws as aws
import pytest

from components import Tracking
from tests.components.recording import Recorder, record
from tests.components.samples.tracking import DOMAIN, KEY, ROUTE, SAMPLE

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
    """So does another route, and another authorizer."""
    other = ROUTE | {"invoke_arn": f"{ROUTE['invoke_arn']}-2"}
    changes = ({}, {"routes": {"$connect": ROUTE}}, {"routes": {"$connect": other}}, {"authorizer": other})
    assert len({json.dumps(triggers(**change)) for change in changes}) == len(changes)


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


def changed_input(inputs: Mapping[str, Any], key: str) -> Any:
    """Another value of the same kind for an input."""
    value = inputs[key]
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    return [*value, "more"] if isinstance(value, list) else f"{value}-other"


def deployed_inputs() -> list[tuple[str, str]]:
    """Role and name of every input of the children whose changes need a deployment, in snake case."""
    parts = (*by_role(made(routes=ROUTES), INTEGRATION).items(), *by_role(made(routes=ROUTES), ROUTE_TYPE).items())
    both = (*parts, *by_role(made(routes=ROUTES), AUTHORIZER).items())
    return sorted((role, key) for role, inputs in both for key in inputs)


def triggers(transforms: Mapping[str, Any] | None = None, **change: Any) -> Mapping[str, str]:
    """The triggers of the deployment."""
    args = SAMPLE.args({"routes": ROUTES, **change})
    recorder = record(lambda: Tracking("part", args, transforms=transforms))  # pyright: ignore[reportArgumentType]
    return recorder.one(DEPLOYMENT).inputs["triggers"]


@pytest.mark.parametrize(("role", "key"), deployed_inputs())
def test_any_changed_input_is_deployed(role: str, key: str) -> None:
    """A change of one input of a route, an integration or the authorizer makes a new deployment."""
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", key).lower()
    seen: list[str] = []

    def transform(props: dict[str, Any], opts: pulumi.ResourceOptions) -> Any:
        seen.append(name)
        late = not isinstance(props[name], str | int | float | list)
        return props | {name: "other" if late else changed_input(props, name)}, opts

    assert triggers() != triggers({role: transform})
    assert seen == [name]


def test_an_added_input_and_an_input_object_are_deployed() -> None:
    """What only a transform sets counts too, also as an object of the SDK."""

    def transform(host: str) -> Any:
        config = aws.apigatewayv2.IntegrationTlsConfigArgs(server_name_to_verify=pulumi.Output.from_input(host))

        def configured(props: dict[str, Any], opts: pulumi.ResourceOptions) -> Any:
            return props | {"tls_config": config}, opts

        return configured

    first, same, other = (triggers({"connect-integration": transform(host)}) for host in ("a", "a", "b"))
    assert first == same
    assert first not in (other, triggers())


def test_the_settings_of_the_api_are_deployed() -> None:
    """The digest of the API is a trigger; nothing else of the stage is."""
    assert triggers() != triggers(api_definition="other")
    assert triggers() == triggers(messages_per_second=51, log_retention_days=7)


def test_a_domain_leads_to_the_stage_with_tls_1_2() -> None:
    """It is regional, and its record is an alias of what API Gateway answers."""
    recorder = made(domain=DOMAIN)
    domain = recorder.one("aws:apigatewayv2/domainName:DomainName").inputs
    assert domain["domainName"] == DOMAIN["name"]
    assert domain["domainNameConfiguration"] == {
        "certificateArn": DOMAIN["certificate_arn"],
        "endpointType": "REGIONAL",
        "securityPolicy": "TLS_1_2",
    }
    mapping = recorder.one("aws:apigatewayv2/apiMapping:ApiMapping").inputs
    assert (mapping["apiId"], mapping["domainName"], mapping["stage"]) == (API, "part-domain-id", "live")
    record = recorder.one("aws:route53/record:Record")
    assert (record.inputs["zoneId"], record.inputs["name"]) == (DOMAIN["hosted_zone_id"], DOMAIN["name"])
    target = "d-1.execute-api.mock-1.amazonaws.com"
    assert record.inputs["aliases"] == [{"name": target, "zoneId": "Z2", "evaluateTargetHealth": False}]
    assert recorder.one("aws:apigatewayv2/apiMapping:ApiMapping").urn in record.dependencies
    assert recorder.outputs[recorder.registrations[0].urn]["domainTarget"] == target


def test_a_domain_without_a_zone_has_its_record_elsewhere() -> None:
    """The output says what to point it at; without a domain there is neither."""
    plain = {key: value for key, value in DOMAIN.items() if key != "hosted_zone_id"}
    recorder = made(domain=plain)
    assert recorder.of_type("aws:route53/record:Record") == []
    assert recorder.outputs[recorder.registrations[0].urn]["domainTarget"].startswith("d-1.")
    assert made().of_type("aws:apigatewayv2/domainName:DomainName") == []


def test_a_route_may_have_a_limit_of_its_own() -> None:
    """With the logging and the metrics of the others, which API Gateway does not add to it."""
    recorder = made(routes=ROUTES, route_limits={"$connect": 20, "subscribe": 30})
    assert recorder.one(STAGE).inputs["routeSettings"] == [
        {
            "routeKey": key,
            "loggingLevel": "ERROR",
            "detailedMetricsEnabled": True,
            "throttlingRateLimit": limit,
            "throttlingBurstLimit": 2 * limit,
        }
        for key, limit in (("$connect", 20), ("subscribe", 30))
    ]
    assert "routeSettings" not in made(routes=ROUTES).one(STAGE).inputs


def test_api_gateway_may_invoke_the_alias_that_it_calls() -> None:
    """A right on the function is none on its alias."""
    permissions = by_role(made(routes={"$connect": ROUTE | {"alias_name": "live"}}), PERMISSION)
    assert permissions["connect-permission"]["qualifier"] == "live"
    assert "qualifier" not in permissions["authorize-permission"]
