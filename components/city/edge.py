"""The edge of a city: which settings ask for one, and what it gets of the cell."""

from dataclasses import dataclass
from typing import Any

import pulumi

from ..core.arguments import Arguments
from ..edge.args import BotControl
from ..edge.config import certificate, countries, host_name, hosted_zone_id, request_rate
from ..load_balancer.component import LoadBalancer

_OPTIONS = (
    "hosted_zone_id",
    "edge_certificate_arn",
    "edge_bot_control",
    "edge_requests_per_address",
    "edge_requests_per_caller",
    "edge_origin_host",
    "edge_origin_group_id",
)
"""Settings that have no effect without a domain."""


@dataclass(frozen=True, kw_only=True)
class CityEdgeConfig:
    """What a city asks of its edge. Limits that `Edge` also tests are tested before the cell has its first child."""

    domain: str
    args: dict[str, Any]
    """Further arguments of `Edge`."""


def city_edge(arguments: Arguments) -> CityEdgeConfig | None:
    """The edge of a city; None without a domain, since then nothing of the city is public but the WebSocket API.

    Raises:
        ArgumentError: no edge could be made, or a setting has no effect without a domain.
    """
    domain = host_name(arguments, "domain")
    for option in _OPTIONS:
        arguments.requires(option, domain is not None, "it has no effect without domain")
    if arguments.list_of("edge_countries"):  # the project's default is an empty list
        arguments.requires("edge_countries", domain is not None, "it has no effect without domain")
    if domain is None:
        return None
    if not arguments.is_set("edge_origin_group_id"):
        arguments.required("edge_prefix_list_id", "it is required with domain, unless edge_origin_group_id is given")
    found = {
        "hosted_zone_id": hosted_zone_id(arguments),
        "certificate_arn": certificate(arguments, "edge_certificate_arn"),
        "countries": list(countries(arguments, "edge_countries")) or None,
        "bot_control": arguments.enum("edge_bot_control", BotControl, None),
        "requests_per_address": request_rate(arguments, "edge_requests_per_address", None),
        "requests_per_caller": request_rate(arguments, "edge_requests_per_caller", None),
        "origin_host": host_name(arguments, "edge_origin_host"),
        "origin_group_id": arguments.input("edge_origin_group_id"),
        "origin_prefix_list_id": arguments.input("edge_prefix_list_id"),
    }
    return CityEdgeConfig(domain=domain, args={name: value for name, value in found.items() if value is not None})


def edge_args(
    config: CityEdgeConfig, balancer: LoadBalancer, group_id: pulumi.Output[str], websocket_url: pulumi.Output[str]
) -> dict[str, Any]:
    """Arguments of `Edge` in front of a city's load balancer, whose security group is `group_id`."""
    return {
        "domain": config.domain,
        "load_balancer_arn": balancer.arn,
        "load_balancer_host": balancer.dns_name,
        "load_balancer_group_id": group_id,
        "websocket_url": websocket_url,
        **config.args,
    }
