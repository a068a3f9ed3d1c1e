"""Arguments of the WebSocket API of live tracking: its host name, its functions, and what clients may send."""

from collections.abc import Mapping
from typing import Any

from ..function.component import Function
from ..tracking.api import TrackingApi
from . import functions
from .config import CityConfig


def api_args(config: CityConfig) -> dict[str, Any]:
    """Arguments of `TrackingApi`."""
    return {} if config.tracking_domain is None else {"domain_name": config.tracking_domain["name"]}


def tracking_args(config: CityConfig, api: TrackingApi, made: Mapping[str, Function]) -> dict[str, Any]:
    """Arguments of `Tracking`; `made` are the functions of the city by name."""
    args: dict[str, Any] = {
        "api_id": api.api_id,
        "execution_arn": api.execution_arn,
        "api_definition": api.definition,
        "authorizer": _target(made[functions.AUTHORIZER]),
        "routes": {route: _target(made[function]) for route, function in functions.ROUTES.items()},
        "messages_per_second": config.sizes.websocket_messages_per_second,
        "account_share": config.account_share,
        "quotas": dict(config.quotas),
    }
    return args if config.tracking_domain is None else args | {"domain": dict(config.tracking_domain)}


def _target(function: Function) -> dict[str, Any]:
    target: dict[str, Any] = {"function_name": function.function_name, "invoke_arn": function.invoke_arn}
    return target if function.alias_name is None else target | {"alias_name": function.alias_name}
