"""API Gateway: WebSocket and HTTP APIs."""

from collections.abc import Mapping
from typing import Any

from ..resource_type import BASE36, ResourceContext, ResourceType


def _execution_arn(context: ResourceContext, api: str) -> str:
    return context.arn("execute-api", api)


def _own_arn(context: ResourceContext, path: str) -> str:
    """ARNs of API Gateway have no account."""
    return f"arn:{context.account.partition}:apigateway:{context.account.region}::{path}"


def _host(context: ResourceContext, api: str) -> str:
    return f"{api}.execute-api.{context.account.region}.{context.account.dns_suffix}"


def _api(context: ResourceContext) -> Mapping[str, Any]:
    api = context.text(10)
    scheme = "wss" if context.get("protocolType") == "WEBSOCKET" else "https"
    return {
        "id": api,
        "apiEndpoint": f"{scheme}://{_host(context, api)}",
        "arn": _own_arn(context, f"/apis/{api}"),
        "executionArn": _execution_arn(context, api),
        "ipAddressType": "ipv4",
    }


def _part(context: ResourceContext) -> Mapping[str, Any]:
    """Routes and responses have an id of seven characters."""
    return {"id": context.text(7)}


def _integration(context: ResourceContext) -> Mapping[str, Any]:
    websocket = context.get("integrationMethod") is not None and context.get("payloadFormatVersion", "1.0") == "1.0"
    selects = "${integration.response.statuscode}" if websocket else ""
    return {
        "id": context.text(7),
        "integrationResponseSelectionExpression": selects,
        "timeoutMilliseconds": 29000 if websocket else 30000,
    }


def _authorizer(context: ResourceContext) -> Mapping[str, Any]:
    return {"id": context.text(6), "authorizerResultTtlInSeconds": 0}


def _stage(context: ResourceContext) -> Mapping[str, Any]:
    api, name = f"{context.get('apiId')}", f"{context.get('name')}"
    # The stage does not know its API's protocol; HTTP APIs alone have the stage `$default` or deploy by themselves.
    path = "" if name == "$default" else name
    scheme = "https" if context.get("autoDeploy") and name == "$default" else "wss"
    return {
        "id": name,
        "arn": _own_arn(context, f"/apis/{api}/stages/{name}"),
        "executionArn": f"{_execution_arn(context, api)}/{name}",
        "invokeUrl": f"{scheme}://{_host(context, api)}/{path}",
        "deploymentId": context.text(6, salt="deployment") if context.get("autoDeploy") else "",
    }


def _deployment(context: ResourceContext) -> Mapping[str, Any]:
    return {"id": context.text(6), "autoDeployed": False}


def _domain_name(context: ResourceContext) -> Mapping[str, Any]:
    name = context.get("domainName")
    target = f"d-{context.text(10, salt='target')}"
    return {
        "id": name,
        "arn": _own_arn(context, f"/domainnames/{name}"),
        "apiMappingSelectionExpression": "$request.basepath",
        "domainNameConfiguration": {
            "hostedZoneId": f"Z{context.text(13, BASE36.upper(), salt='zone')}",
            "targetDomainName": _host(context, target),
            "ipAddressType": "ipv4",
        },
        "routingMode": "API_MAPPING_ONLY",
    }


def _api_mapping(context: ResourceContext) -> Mapping[str, Any]:
    return {"id": context.text(6)}


RESOURCE_TYPES = (
    ResourceType(
        "aws:apigatewayv2/api:Api",
        _api,
        cloudformation_type="AWS::ApiGatewayV2::Api",
        # An autonamed API may change its name in place.
        name_property="name",
        force_new=("protocolType",),
        defaults={"apiKeySelectionExpression": "$request.header.x-api-key", "disableExecuteApiEndpoint": False},
    ),
    ResourceType(
        "aws:apigatewayv2/route:Route",
        _part,
        cloudformation_type="AWS::ApiGatewayV2::Route",
        force_new=("apiId",),
        defaults={"apiKeyRequired": False, "authorizationType": "NONE"},
    ),
    ResourceType(
        "aws:apigatewayv2/routeResponse:RouteResponse",
        _part,
        cloudformation_type="AWS::ApiGatewayV2::RouteResponse",
        force_new=("apiId", "routeId"),
    ),
    ResourceType(
        "aws:apigatewayv2/integration:Integration",
        _integration,
        cloudformation_type="AWS::ApiGatewayV2::Integration",
        force_new=("apiId", "integrationSubtype", "integrationType"),
        defaults={"connectionType": "INTERNET", "payloadFormatVersion": "1.0"},
    ),
    ResourceType(
        "aws:apigatewayv2/integrationResponse:IntegrationResponse",
        _part,
        cloudformation_type="AWS::ApiGatewayV2::IntegrationResponse",
        force_new=("apiId", "integrationId"),
    ),
    ResourceType(
        "aws:apigatewayv2/authorizer:Authorizer",
        _authorizer,
        cloudformation_type="AWS::ApiGatewayV2::Authorizer",
        name_property="name",
        force_new=("apiId",),
    ),
    ResourceType(
        "aws:apigatewayv2/stage:Stage",
        _stage,
        cloudformation_type="AWS::ApiGatewayV2::Stage",
        name_property="name",
        force_new=("apiId",),
        defaults={"autoDeploy": False},
    ),
    ResourceType(
        "aws:apigatewayv2/deployment:Deployment",
        _deployment,
        cloudformation_type="AWS::ApiGatewayV2::Deployment",
        force_new=("apiId", "triggers"),
    ),
    ResourceType(
        "aws:apigatewayv2/domainName:DomainName",
        _domain_name,
        cloudformation_type="AWS::ApiGatewayV2::DomainName",
        force_new=("domainName",),
        late={"domainNameConfiguration": ("hostedZoneId", "ipAddressType", "targetDomainName")},
    ),
    ResourceType(
        "aws:apigatewayv2/apiMapping:ApiMapping",
        _api_mapping,
        cloudformation_type="AWS::ApiGatewayV2::ApiMapping",
        force_new=("apiId", "domainName"),
    ),
)
