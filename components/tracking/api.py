"""The WebSocket API of live tracking, without its routes."""

from typing import Final

import pulumi
import pulumi_aws as aws

from ..core.component import Component, Props, Transforms
from .args import TrackingApiArgs
from .config import TrackingApiConfig, resolve_api

STAGE: Final = "live"
"""The only stage, the last part of the API's address."""


class TrackingApi(Component):
    """The WebSocket API itself. It exists before its functions, which need its address; `Tracking` adds the routes.

    With a `domain_name` clients and functions use that name only: API Gateway answers 403 on execute-api, also to
    functions that post to connections (https://github.com/aws/aws-sdk-net/issues/1860).
    """

    url: pulumi.Output[str]
    """Address to which pages connect, `wss://…/live`, or `wss://` and the domain name."""
    management_endpoint: pulumi.Output[str]
    """Endpoint through which functions send messages to connections: the same with `https`."""
    connections_arn: pulumi.Output[str]
    """The connections, as an `execute-api` ARN: for roles that send messages."""
    api_id: pulumi.Output[str]
    """The API's id."""
    execution_arn: pulumi.Output[str]
    """Beginning of the ARNs of its routes."""
    definition: pulumi.Output[str]
    """A digest of the API's own inputs, for the argument `api_definition` of `Tracking`."""

    def __init__(
        self,
        name: str,
        args: TrackingApiArgs,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transforms: Transforms | None = None,
    ) -> None:
        config = resolve_api(name, args)
        super().__init__(name, args, opts, transforms)
        api = self._make_api(config)
        own = config.domain_name
        self.url = pulumi.Output.concat(f"wss://{own}" if own else pulumi.Output.concat(api.api_endpoint, f"/{STAGE}"))
        self.management_endpoint = self.url.apply(lambda url: url.replace("wss://", "https://", 1))
        self.connections_arn = pulumi.Output.concat(api.execution_arn, f"/{STAGE}/POST/@connections/*")
        self.api_id = api.id
        self.execution_arn = api.execution_arn
        self.definition = self._digest("apigatewayv2")
        self._finish()

    def _make_api(self, config: TrackingApiConfig) -> aws.apigatewayv2.Api:
        props: Props = {
            "name": self._physical("tracking"),
            "description": f"live tracking of cell {self._cell['cell']}",
            "protocol_type": "WEBSOCKET",
            "route_selection_expression": "$request.body.action",
        }
        if config.domain_name is not None:
            props["disable_execute_api_endpoint"] = True
        return self._child("api", aws.apigatewayv2.Api, props)
