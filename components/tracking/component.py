"""Live tracking: routes, authorizer and stage of the WebSocket API to which pages connect."""

import json
from collections.abc import Sequence
from typing import Final

import pulumi
import pulumi_aws as aws

from ..core.component import Component, Props, Transforms
from .api import STAGE
from .args import TrackingArgs
from .config import CONNECT, DomainConfig, RouteConfig, Throttle, TrackingConfig, resolve
from .limits import SECURITY_POLICY

ACCESS_LOG: Final = {
    "requestId": "$context.requestId",
    "connectionId": "$context.connectionId",
    "eventType": "$context.eventType",
    "routeKey": "$context.routeKey",
    "status": "$context.status",
    "error": "$context.error.message",
    "integrationStatus": "$context.integrationErrorMessage",
    "requestTime": "$context.requestTimeEpoch",
}
"""Fields of an access log record. No header and no query string is among them, since a header carries the ticket."""

TIMEOUT_MS: Final = 10_000
"""How long API Gateway waits for a function."""


class Tracking(Component):
    """Routes, authorizer and stage of the WebSocket API.

    Connections are authorized once, on `$connect`, by a Lambda authorizer that reads the subprotocol header. Access
    logs contain no headers and no messages. API Gateway refuses the stage until the account has a logging role in the
    region (`AccountBaseline`).
    """

    stage_name: pulumi.Output[str]
    """The stage, a dimension of its metrics."""
    domain_target: pulumi.Output[str] | None
    """Host name that a record of the domain points at; None without a domain."""

    def __init__(
        self,
        name: str,
        args: TrackingArgs,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transforms: Transforms | None = None,
    ) -> None:
        config = resolve(name, args)
        super().__init__(name, args, opts, transforms)
        self._permissions: list[aws.lambda_.Permission] = []
        authorizer = self._make_authorizer(config)
        routes = [self._make_route(config, key, authorizer) for key in config.routes]
        deployment = self._make_deployment(config, routes)
        logs = self._make_log_group("tracking", config.log_retention_days, config.log_key_arn)
        stage = self._make_stage(config, deployment, logs)
        self.stage_name = stage.name
        self.domain_target = None if config.domain is None else self._make_domain(config, config.domain, stage)
        self._finish()

    def _make_authorizer(self, config: TrackingConfig) -> aws.apigatewayv2.Authorizer:
        authorizer = self._child(
            "authorizer",
            aws.apigatewayv2.Authorizer,
            {
                "api_id": config.api_id,
                "name": self._physical("ticket"),
                "authorizer_type": "REQUEST",
                "authorizer_uri": config.authorizer.invoke_arn,
                "identity_sources": ["route.request.header.Sec-WebSocket-Protocol"],
            },
        )
        source = pulumi.Output.concat(config.execution_arn, "/authorizers/", authorizer.id)
        self._make_permission("authorize", config.authorizer, source)
        return authorizer

    def _make_permission(self, role: str, route: RouteConfig, source_arn: pulumi.Output[str]) -> None:
        """Allow API Gateway to invoke a function, for one route or authorizer only."""
        props: Props = {
            "action": "lambda:InvokeFunction",
            "function": route.function_name,
            "principal": "apigateway.amazonaws.com",
            "source_arn": source_arn,
        }
        if route.alias_name is not None:
            props["qualifier"] = route.alias_name
        permission = self._child(f"{role}-permission", aws.lambda_.Permission, props)
        self._permissions.append(permission)

    def _make_route(
        self, config: TrackingConfig, key: str, authorizer: aws.apigatewayv2.Authorizer
    ) -> aws.apigatewayv2.Route:
        role, route = key.removeprefix("$"), config.routes[key]
        integration = self._make_integration(config, role, route)
        self._make_permission(role, route, pulumi.Output.concat(config.execution_arn, f"/{STAGE}/{key}"))
        props: Props = {
            "api_id": config.api_id,
            "route_key": key,
            "target": pulumi.Output.concat("integrations/", integration.id),
        }
        if key == CONNECT:
            props |= {"authorization_type": "CUSTOM", "authorizer_id": authorizer.id}
        return self._child(f"{role}-route", aws.apigatewayv2.Route, props)

    def _make_integration(self, config: TrackingConfig, role: str, route: RouteConfig) -> aws.apigatewayv2.Integration:
        return self._child(
            f"{role}-integration",
            aws.apigatewayv2.Integration,
            {
                "api_id": config.api_id,
                "integration_type": "AWS_PROXY",
                "integration_method": "POST",
                "integration_uri": route.invoke_arn,
                "content_handling_strategy": "CONVERT_TO_TEXT",
                "timeout_milliseconds": TIMEOUT_MS,
            },
        )

    def _make_deployment(
        self, config: TrackingConfig, routes: Sequence[aws.apigatewayv2.Route]
    ) -> aws.apigatewayv2.Deployment:
        """A snapshot of the API, made again when an input of any of its parts changes.

        "Changes to anything other than stage settings require a redeployment" (API Gateway developer guide, Deploy
        WebSocket APIs). The new one is made before the old one is deleted, and the stage changes over in between.
        """
        return self._child(
            "deployment",
            aws.apigatewayv2.Deployment,
            {
                "api_id": config.api_id,
                "triggers": {"api": config.api_definition, "parts": self._digest("apigatewayv2")},
            },
            # A route that is served before it may invoke its function answers 500.
            pulumi.ResourceOptions(depends_on=[*routes, *self._permissions]),
        )

    def _make_stage(
        self, config: TrackingConfig, deployment: aws.apigatewayv2.Deployment, logs: aws.cloudwatch.LogGroup
    ) -> aws.apigatewayv2.Stage:
        props: Props = {
            "api_id": config.api_id,
            "name": STAGE,
            "deployment_id": deployment.id,
            "access_log_settings": {"destination_arn": logs.arn, "format": json.dumps(ACCESS_LOG)},
            "default_route_settings": {"data_trace_enabled": False, **_route_settings(config.throttle)},
        }
        if config.route_throttles:
            # A route with settings of its own has none of the default ones.
            props["route_settings"] = [
                {"route_key": key, **_route_settings(throttle)} for key, throttle in config.route_throttles.items()
            ]
        return self._child("stage", aws.apigatewayv2.Stage, props)

    def _make_domain(
        self, config: TrackingConfig, domain: DomainConfig, stage: aws.apigatewayv2.Stage
    ) -> pulumi.Output[str]:
        """Make the domain name, lead it to the stage, and point its record at it; what it points at."""
        name = self._child(
            "domain",
            aws.apigatewayv2.DomainName,
            {
                "domain_name": domain.name,
                "domain_name_configuration": {
                    "certificate_arn": domain.certificate_arn,
                    "endpoint_type": "REGIONAL",
                    "security_policy": SECURITY_POLICY,
                },
            },
        )
        # A name without a stage answers 403, so clients find it only when it has one.
        mapping = self._child(
            "mapping",
            aws.apigatewayv2.ApiMapping,
            {"api_id": config.api_id, "domain_name": name.id, "stage": stage.name},
        )
        target = name.domain_name_configuration.apply(lambda found: found.target_domain_name or "")
        if domain.hosted_zone_id is not None:
            zone = name.domain_name_configuration.apply(lambda found: found.hosted_zone_id or "")
            self._make_record(domain, domain.hosted_zone_id, {"name": target, "zone_id": zone}, mapping)
        return target

    def _make_record(
        self, domain: DomainConfig, zone: pulumi.Input[str], target: Props, mapping: aws.apigatewayv2.ApiMapping
    ) -> None:
        # API Gateway has no health of its own that Route 53 could evaluate for a single target.
        props: Props = {
            "zone_id": zone,
            "name": domain.name,
            "type": "A",
            "aliases": [{**target, "evaluate_target_health": False}],
        }
        self._child("record", aws.route53.Record, props, pulumi.ResourceOptions(depends_on=[mapping]))


def _route_settings(throttle: Throttle) -> Props:
    return {
        "logging_level": "ERROR",
        "detailed_metrics_enabled": True,
        "throttling_rate_limit": throttle.rate,
        "throttling_burst_limit": throttle.burst,
    }
