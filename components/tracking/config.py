"""The configurations of `TrackingApi` and `Tracking`: their arguments with their defaults."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pulumi

from ..aws.quotas import throttle_burst
from ..core.arguments import Arguments
from ..core.outputs import is_late
from .args import TrackingApiArgs, TrackingArgs
from .limits import HOST_NAME, MIN_ACCOUNT_SHARE, is_certificate_in, max_messages_per_second

CONNECT: Final = "$connect"
"""The route of new connections, the only one that API Gateway authorizes."""

LOG_RETENTION_DAYS: Final = 90

BURST_SECONDS: Final = 2
"""How many seconds' worth of messages may arrive at once."""


@dataclass(frozen=True, kw_only=True)
class RouteConfig:
    """A function behind a route."""

    function_name: pulumi.Input[str]
    invoke_arn: pulumi.Input[str]
    alias_name: pulumi.Input[str] | None = None


@dataclass(frozen=True, kw_only=True)
class Throttle:
    """Messages per second, and at once."""

    rate: int
    burst: int


@dataclass(frozen=True, kw_only=True)
class DomainConfig:
    """A custom host name."""

    name: str
    certificate_arn: pulumi.Input[str]
    hosted_zone_id: pulumi.Input[str] | None


@dataclass(frozen=True, kw_only=True)
class TrackingApiConfig:
    """What `TrackingApi` is made from."""

    domain_name: str | None


@dataclass(frozen=True, kw_only=True)
class TrackingConfig:
    """What `Tracking` is made from."""

    api_id: pulumi.Input[str]
    execution_arn: pulumi.Input[str]
    api_definition: pulumi.Input[str]
    authorizer: RouteConfig
    routes: Mapping[str, RouteConfig]
    domain: DomainConfig | None
    throttle: Throttle
    route_throttles: Mapping[str, Throttle]
    """Of the routes that have one of their own."""
    log_key_arn: pulumi.Input[str]
    log_retention_days: int


def resolve_api(name: str, args: TrackingApiArgs) -> TrackingApiConfig:
    """Validate the arguments of `TrackingApi`.

    Raises:
        ArgumentError: an argument cannot be used.
    """
    arguments = Arguments("TrackingApi", name, args, TrackingApiArgs)
    arguments.cell()
    return TrackingApiConfig(
        domain_name=host_name(arguments, "domain_name") if arguments.is_set("domain_name") else None
    )


def resolve(name: str, args: TrackingArgs) -> TrackingConfig:
    """Validate the arguments of `Tracking` and fill in their defaults.

    Raises:
        ArgumentError: no routes could be made from them.
    """
    arguments = Arguments("Tracking", name, args, TrackingArgs)
    arguments.cell()
    routes = _routes(arguments)
    rate = _messages_per_second(arguments)
    return TrackingConfig(
        api_id=arguments.input("api_id"),
        execution_arn=arguments.input("execution_arn"),
        api_definition=arguments.input("api_definition", ""),
        authorizer=RouteConfig(**arguments.mapping("authorizer")),
        routes=routes,
        domain=_domain(arguments),
        throttle=_throttle(arguments, rate),
        route_throttles=_route_throttles(arguments, routes, rate),
        log_key_arn=arguments.input("log_key_arn"),
        log_retention_days=arguments.log_retention_days(LOG_RETENTION_DAYS),
    )


def _routes(arguments: Arguments) -> Mapping[str, RouteConfig]:
    routes = arguments.mapping("routes")
    if CONNECT not in routes:
        raise arguments.error("routes", sorted(routes), f"{CONNECT} must be among them")
    return {key: RouteConfig(**route) for key, route in routes.items()}


def _messages_per_second(arguments: Arguments) -> int:
    region = arguments.string("region")
    share = arguments.float_("account_share", MIN_ACCOUNT_SHARE, 1.0, 1.0)
    most = max_messages_per_second(region, arguments.quotas(), share)
    part = "" if share == 1 else f"{share:.0%} of "
    return arguments.integer("messages_per_second", 1, most, hint=f"{part}the account's quota in {region}")


def _throttle(arguments: Arguments, rate: int) -> Throttle:
    return Throttle(rate=rate, burst=min(rate * BURST_SECONDS, throttle_burst(arguments.string("region"))))


def _route_throttles(arguments: Arguments, routes: Mapping[str, RouteConfig], rate: int) -> Mapping[str, Throttle]:
    limits: Mapping[str, int] = arguments.mapping("route_limits")
    for key, limit in limits.items():
        if key not in routes:
            raise arguments.error(f"route_limits.{key}", limit, "there is no such route", sorted(routes))
        if not 1 <= limit <= rate:
            message = f"it must be between 1 and {rate}, the messages_per_second"
            raise arguments.error(f"route_limits.{key}", limit, message)
    return {key: _throttle(arguments, int(limit)) for key, limit in limits.items()}


def _domain(arguments: Arguments) -> DomainConfig | None:
    domain = arguments.nested("domain")
    if domain is None:
        return None
    return DomainConfig(
        name=host_name(domain, "name"),
        certificate_arn=certificate_arn(domain, "certificate_arn", arguments.string("region")),
        hosted_zone_id=domain.input("hosted_zone_id"),
    )


def host_name(arguments: Arguments, argument: str) -> str:
    """A host name, of this component or of one that makes a WebSocket API."""
    message = "it must be a host name in lower case, such as live.lisbon.example.com"
    return arguments.string(argument, predicate=_is_host_name, message=message)


def certificate_arn(arguments: Arguments, argument: str, region: str) -> str:
    """The certificate of a host name, in the region of its API."""
    return arguments.string(
        argument,
        predicate=lambda arn: is_late(arn) or is_certificate_in(arn, region),
        message=f"it must be the ARN of a certificate in {region}",
    )


def _is_host_name(text: str) -> bool:
    return bool(re.fullmatch(HOST_NAME, text))
