"""The configurations of `TrackingApi` and `Tracking`: their arguments with their defaults."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pulumi

from ..aws.quotas import throttle_burst
from ..core.arguments import Arguments
from .args import TrackingApiArgs, TrackingArgs
from .limits import max_messages_per_second

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


@dataclass(frozen=True, kw_only=True)
class TrackingConfig:
    """What `Tracking` is made from."""

    api_id: pulumi.Input[str]
    execution_arn: pulumi.Input[str]
    api_definition: pulumi.Input[str]
    authorizer: RouteConfig
    routes: Mapping[str, RouteConfig]
    messages_per_second: int
    burst: int
    """Messages that may arrive at once."""
    log_key_arn: pulumi.Input[str]
    log_retention_days: int


def check_api(name: str, args: TrackingApiArgs) -> None:
    """Validate the arguments of `TrackingApi`, which has none beside those of its cell.

    Raises:
        ArgumentError: an argument cannot be used.
    """
    Arguments("TrackingApi", name, args, TrackingApiArgs).cell()


def resolve(name: str, args: TrackingArgs) -> TrackingConfig:
    """Validate the arguments of `Tracking` and fill in their defaults.

    Raises:
        ArgumentError: no routes could be made from them.
    """
    arguments = Arguments("Tracking", name, args, TrackingArgs)
    arguments.cell()
    region = arguments.string("region")
    most = max_messages_per_second(region, arguments.quotas())
    rate = arguments.integer("messages_per_second", 1, most, hint=f"the account's quota in {region}")
    return TrackingConfig(
        api_id=arguments.input("api_id"),
        execution_arn=arguments.input("execution_arn"),
        api_definition=arguments.input("api_definition", ""),
        authorizer=RouteConfig(**arguments.mapping("authorizer")),
        routes=_routes(arguments),
        messages_per_second=rate,
        burst=min(rate * BURST_SECONDS, throttle_burst(region)),
        log_key_arn=arguments.input("log_key_arn"),
        log_retention_days=arguments.log_retention_days(LOG_RETENTION_DAYS),
    )


def _routes(arguments: Arguments) -> Mapping[str, RouteConfig]:
    routes = arguments.mapping("routes")
    if CONNECT not in routes:
        raise arguments.error("routes", sorted(routes), f"{CONNECT} must be among them")
    return {key: RouteConfig(**route) for key, route in routes.items()}
