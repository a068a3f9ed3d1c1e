"""Live tracking: the WebSocket API that pages connect to."""

import json
from typing import TypedDict

import pulumi
import pulumi_aws as aws

from ..core.cell import CellArgs, DataClass
from ..core.component import Component, Transforms
from ..core.door import Door

STAGE = "live"
LOG_DAYS = 90
MAX_MESSAGES_PER_SECOND = 10_000
"""API Gateway's requests per second of an account and region, which all its APIs share (API Gateway quotas)."""

ACCESS_LOG = {
    "requestId": "$context.requestId",
    "connectionId": "$context.connectionId",
    "eventType": "$context.eventType",
    "routeKey": "$context.routeKey",
    "status": "$context.status",
    "error": "$context.error.message",
    "integrationStatus": "$context.integrationErrorMessage",
    "requestTime": "$context.requestTimeEpoch",
}
"""What is logged of a request: no header and no query string, since the ticket travels in one."""


class RouteArgs(TypedDict):
    """A function behind a route."""

    function_name: pulumi.Input[str]
    """The function."""
    invoke_arn: pulumi.Input[str]
    """What API Gateway calls."""


class TrackingApiArgs(CellArgs):
    """Arguments of `TrackingApi`."""


class TrackingApi(Component):
    """The WebSocket API itself. It stands before its functions, which need its address."""

    url: pulumi.Output[str]
    """Where pages connect, `wss://…/live`."""
    management_endpoint: pulumi.Output[str]
    """Where functions post to connections, `https://…/live`."""
    connections_arn: pulumi.Output[str]
    """What a role must be allowed to post to, as an `execute-api` ARN."""
    api_id: pulumi.Output[str]
    """The API."""
    execution_arn: pulumi.Output[str]
    """Beginning of the ARNs of its routes."""

    def __init__(
        self,
        name: str,
        args: TrackingApiArgs,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transforms: Transforms | None = None,
    ) -> None:
        Door("TrackingApi", name, args, TrackingApiArgs).cell()
        super().__init__(name, args, opts, transforms)
        api = self._child(
            "api",
            aws.apigatewayv2.Api,
            {
                "name": self._physical("tracking"),
                "description": f"live tracking of cell {self._cell['cell']}",
                "protocol_type": "WEBSOCKET",
                "route_selection_expression": "$request.body.action",
            },
        )
        self.url = pulumi.Output.concat(api.api_endpoint, f"/{STAGE}")
        self.management_endpoint = self.url.apply(lambda url: url.replace("wss://", "https://", 1))
        self.connections_arn = pulumi.Output.concat(api.execution_arn, f"/{STAGE}/POST/@connections/*")
        self.api_id = api.id
        self.execution_arn = api.execution_arn
        self._finish()


class TrackingArgs(CellArgs):
    """Arguments of `Tracking`."""

    api_id: pulumi.Input[str]
    """The WebSocket API."""
    execution_arn: pulumi.Input[str]
    """Beginning of the ARNs of its routes."""
    authorizer: RouteArgs
    """Function that consumes the ticket of a new connection."""
    routes: dict[str, RouteArgs]
    """Route key (`$connect`, `$disconnect`, `subscribe`) to its function."""
    messages_per_second: int
    """What all clients together may send."""
    log_key_arn: pulumi.Input[str]
    """Key that encrypts the access logs."""


class Tracking(Component):
    """Routes, authorizer and stage of the WebSocket API.

    Who connects is decided once, on `$connect`, by a request authorizer that reads the subprotocol header. Logs hold no
    header and no message. Errors are logged by API Gateway itself once the account has a logging role for it.
    """

    stage_name: pulumi.Output[str]
    """The stage, a dimension of its metrics."""

    def __init__(
        self,
        name: str,
        args: TrackingArgs,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transforms: Transforms | None = None,
    ) -> None:
        _check(name, args)
        super().__init__(name, args, opts, transforms)
        authorizer = self._authorizer(args)
        routes = [self._route(args, key, route, authorizer) for key, route in args["routes"].items()]
        stage = self._stage(args, routes)
        self.stage_name = stage.name
        self._finish()

    def _authorizer(self, args: TrackingArgs) -> aws.apigatewayv2.Authorizer:
        authorizer = self._child(
            "authorizer",
            aws.apigatewayv2.Authorizer,
            {
                "api_id": args["api_id"],
                "name": self._physical("ticket"),
                "authorizer_type": "REQUEST",
                "authorizer_uri": args["authorizer"]["invoke_arn"],
                "identity_sources": ["route.request.header.Sec-WebSocket-Protocol"],
            },
        )
        source = pulumi.Output.concat(args["execution_arn"], "/authorizers/", authorizer.id)
        self._permission("authorize", args["authorizer"], source)
        return authorizer

    def _permission(self, role: str, route: RouteArgs, source_arn: pulumi.Output[str]) -> None:
        self._child(
            f"{role}-permission",
            aws.lambda_.Permission,
            {
                "action": "lambda:InvokeFunction",
                "function": route["function_name"],
                "principal": "apigateway.amazonaws.com",
                "source_arn": source_arn,
            },
        )

    def _route(
        self, args: TrackingArgs, key: str, route: RouteArgs, authorizer: aws.apigatewayv2.Authorizer
    ) -> aws.apigatewayv2.Route:
        role = key.removeprefix("$")
        integration = self._child(
            f"{role}-integration",
            aws.apigatewayv2.Integration,
            {
                "api_id": args["api_id"],
                "integration_type": "AWS_PROXY",
                "integration_method": "POST",
                "integration_uri": route["invoke_arn"],
                "content_handling_strategy": "CONVERT_TO_TEXT",
                "timeout_milliseconds": 10_000,
            },
        )
        props = {
            "api_id": args["api_id"],
            "route_key": key,
            "target": pulumi.Output.concat("integrations/", integration.id),
        }
        if key == "$connect":
            props |= {"authorization_type": "CUSTOM", "authorizer_id": authorizer.id}
        self._permission(role, route, pulumi.Output.concat(args["execution_arn"], f"/{STAGE}/{key}"))
        return self._child(f"{role}-route", aws.apigatewayv2.Route, props)

    def _stage(self, args: TrackingArgs, routes: list[aws.apigatewayv2.Route]) -> aws.apigatewayv2.Stage:
        logs = self._child(
            "log-group",
            aws.cloudwatch.LogGroup,
            {
                "name": f"/citycell/{self._cell['cell']}/tracking",
                "retention_in_days": LOG_DAYS,
                "kms_key_id": args["log_key_arn"],
            },
            data_class=DataClass.LOGS,
        )
        return self._child(
            "stage",
            aws.apigatewayv2.Stage,
            {
                "api_id": args["api_id"],
                "name": STAGE,
                "deployment_id": self._deployment(args, routes).id,
                "access_log_settings": {"destination_arn": logs.arn, "format": json.dumps(ACCESS_LOG)},
                "default_route_settings": {
                    "logging_level": "ERROR",
                    "data_trace_enabled": False,
                    "detailed_metrics_enabled": True,
                    "throttling_rate_limit": args["messages_per_second"],
                    "throttling_burst_limit": args["messages_per_second"] * 2,
                },
            },
        )

    def _deployment(self, args: TrackingArgs, routes: list[aws.apigatewayv2.Route]) -> aws.apigatewayv2.Deployment:
        """A snapshot of the routes, taken anew when one of them changes: WebSocket APIs do not deploy by themselves."""
        targets = pulumi.Output.json_dumps([[key, route["invoke_arn"]] for key, route in args["routes"].items()])
        return self._child(
            "deployment",
            aws.apigatewayv2.Deployment,
            {"api_id": args["api_id"], "triggers": {"routes": targets}},
            pulumi.ResourceOptions(depends_on=routes),
        )


def _check(name: str, args: TrackingArgs) -> None:
    door = Door("Tracking", name, args, TrackingArgs)
    door.cell()
    door.inside("authorizer", RouteArgs)
    routes = door.mapping("routes")
    if "$connect" not in routes:
        raise door.refuse("routes", sorted(routes), "$connect must be among them")
    door.whole("messages_per_second", 1, MAX_MESSAGES_PER_SECOND)
