"""Live tracking of a city: aliases of its functions, its custom host name, and its share of the account."""

import json

from tests.components.recording import Recorder

ALIAS, FUNCTION = "aws:lambda/alias:Alias", "aws:lambda/function:Function"
INTEGRATION, PERMISSION = "aws:apigatewayv2/integration:Integration", "aws:lambda/permission:Permission"
MAPPING = "AWS::Lambda::EventSourceMapping"
DOMAIN = "live.madrid.example.com"


def test_callers_of_a_city_with_aliases_use_them(madrid_city: Recorder) -> None:
    """Routes, the authorizer and mappings; only what needs the newest code has no alias."""
    published = {item.inputs["name"] for item in madrid_city.of_type(FUNCTION) if item.inputs.get("publish")}
    plain = {item.inputs["name"] for item in madrid_city.of_type(FUNCTION)} - published
    assert plain == {"madrid-migrate", "madrid-round-coordinates"}
    assert {item.inputs["functionName"] for item in madrid_city.of_type(ALIAS)} == published
    assert {item.inputs["qualifier"] for item in madrid_city.of_type(PERMISSION)} == {"live"}
    uris = {item.inputs["integrationUri"] for item in madrid_city.of_type(INTEGRATION)}
    assert uris == {"arn:aws:apigateway:invoke-alias"}
    states = madrid_city.of_cloud_control(MAPPING)
    assert states
    assert [state for state in states if not state["FunctionName"].endswith("-alias")] == []


def test_a_city_without_aliases_publishes_nothing(demo_city: Recorder) -> None:
    """An update is at once there."""
    assert demo_city.of_type(ALIAS) == []
    assert [item.name for item in demo_city.of_type(FUNCTION) if "publish" in item.inputs] == []
    assert [item.name for item in demo_city.of_type(PERMISSION) if "qualifier" in item.inputs] == []


def test_pages_and_functions_use_the_custom_name(madrid_city: Recorder) -> None:
    """The order service hands it out with tickets, and functions post through it."""
    assert madrid_city.one("aws:apigatewayv2/domainName:DomainName").inputs["domainName"] == DOMAIN
    assert madrid_city.one("aws:route53/record:Record", "-tracking-record").inputs["name"] == DOMAIN
    posting = madrid_city.one(FUNCTION, "-push-updates-function").inputs["environment"]["variables"]
    assert posting["WEBSOCKET_MANAGEMENT_ENDPOINT"] == f"https://{DOMAIN}"
    tasks = madrid_city.of_type("aws:ecs/taskDefinition:TaskDefinition")
    containers = [json.loads(task.inputs["containerDefinitions"])[0] for task in tasks]
    given = {item["name"]: item["value"] for container in containers for item in container["environment"]}
    assert given["WEBSOCKET_URL"] == f"wss://{DOMAIN}"


def test_a_city_without_a_name_keeps_api_gateways(demo_city: Recorder) -> None:
    """Nothing of the domain is made."""
    assert demo_city.of_type("aws:apigatewayv2/domainName:DomainName") == []
    assert "disableExecuteApiEndpoint" not in demo_city.one("aws:apigatewayv2/api:Api").inputs
