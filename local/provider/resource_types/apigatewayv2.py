"""WebSocket and HTTP APIs."""

from collections.abc import Mapping
from typing import Any

from ..resource_type import Made, Shape


def _execution_arn(made: Made, api: str) -> str:
    return made.arn("execute-api", api)


def _own_arn(made: Made, path: str) -> str:
    """API Gateway's ARNs carry no account."""
    return f"arn:{made.account.partition}:apigateway:{made.account.region}::{path}"


def _host(made: Made, api: str) -> str:
    return f"{api}.execute-api.{made.account.region}.{made.account.dns_suffix}"


def _api(made: Made) -> Mapping[str, Any]:
    api = made.text(10)
    scheme = "wss" if made.get("protocolType") == "WEBSOCKET" else "https"
    return {
        "id": api,
        "apiEndpoint": f"{scheme}://{_host(made, api)}",
        "arn": _own_arn(made, f"/apis/{api}"),
        "executionArn": _execution_arn(made, api),
        "ipAddressType": "ipv4",
    }


def _part(made: Made) -> Mapping[str, Any]:
    """A route, an integration and their responses have an id of seven characters."""
    return {"id": made.text(7)}


def _integration(made: Made) -> Mapping[str, Any]:
    websocket = made.get("integrationMethod") is not None and made.get("payloadFormatVersion", "1.0") == "1.0"
    selects = "${integration.response.statuscode}" if websocket else ""
    return {
        "id": made.text(7),
        "integrationResponseSelectionExpression": selects,
        "timeoutMilliseconds": 29000 if websocket else 30000,
    }


def _authorizer(made: Made) -> Mapping[str, Any]:
    return {"id": made.text(6), "authorizerResultTtlInSeconds": 0}


def _stage(made: Made) -> Mapping[str, Any]:
    api, name = f"{made.get('apiId')}", f"{made.get('name')}"
    # The stage does not know its API's protocol; HTTP APIs alone have the stage `$default` or deploy by themselves.
    path = "" if name == "$default" else name
    scheme = "https" if made.get("autoDeploy") and name == "$default" else "wss"
    return {
        "id": name,
        "arn": _own_arn(made, f"/apis/{api}/stages/{name}"),
        "executionArn": f"{_execution_arn(made, api)}/{name}",
        "invokeUrl": f"{scheme}://{_host(made, api)}/{path}",
        "deploymentId": made.text(6, salt="deployment") if made.get("autoDeploy") else "",
    }


def _deployment(made: Made) -> Mapping[str, Any]:
    return {"id": made.text(6), "autoDeployed": False}


def _domain_name(made: Made) -> Mapping[str, Any]:
    name = made.get("domainName")
    return {
        "id": name,
        "arn": _own_arn(made, f"/domainnames/{name}"),
        "apiMappingSelectionExpression": "$request.basepath",
        "routingMode": "API_MAPPING_ONLY",
    }


def _api_mapping(made: Made) -> Mapping[str, Any]:
    return {"id": made.text(6)}


SHAPES = (
    Shape(
        "aws:apigatewayv2/api:Api",
        _api,
        published="AWS::ApiGatewayV2::Api",
        # An autonamed API may change its name in place.
        named="name",
        replaces=("protocolType",),
        defaults={"apiKeySelectionExpression": "$request.header.x-api-key", "disableExecuteApiEndpoint": False},
    ),
    Shape(
        "aws:apigatewayv2/route:Route",
        _part,
        published="AWS::ApiGatewayV2::Route",
        replaces=("apiId",),
        defaults={"apiKeyRequired": False, "authorizationType": "NONE"},
    ),
    Shape(
        "aws:apigatewayv2/routeResponse:RouteResponse",
        _part,
        published="AWS::ApiGatewayV2::RouteResponse",
        replaces=("apiId", "routeId"),
    ),
    Shape(
        "aws:apigatewayv2/integration:Integration",
        _integration,
        published="AWS::ApiGatewayV2::Integration",
        replaces=("apiId", "integrationSubtype", "integrationType"),
        defaults={"connectionType": "INTERNET", "payloadFormatVersion": "1.0"},
    ),
    Shape(
        "aws:apigatewayv2/integrationResponse:IntegrationResponse",
        _part,
        published="AWS::ApiGatewayV2::IntegrationResponse",
        replaces=("apiId", "integrationId"),
    ),
    Shape(
        "aws:apigatewayv2/authorizer:Authorizer",
        _authorizer,
        published="AWS::ApiGatewayV2::Authorizer",
        named="name",
        replaces=("apiId",),
    ),
    Shape(
        "aws:apigatewayv2/stage:Stage",
        _stage,
        published="AWS::ApiGatewayV2::Stage",
        named="name",
        replaces=("apiId",),
        defaults={"autoDeploy": False},
    ),
    Shape(
        "aws:apigatewayv2/deployment:Deployment",
        _deployment,
        published="AWS::ApiGatewayV2::Deployment",
        replaces=("apiId", "triggers"),
    ),
    Shape(
        "aws:apigatewayv2/domainName:DomainName",
        _domain_name,
        published="AWS::ApiGatewayV2::DomainName",
        replaces=("domainName",),
    ),
    Shape(
        "aws:apigatewayv2/apiMapping:ApiMapping",
        _api_mapping,
        published="AWS::ApiGatewayV2::ApiMapping",
        replaces=("apiId", "domainName"),
    ),
)
