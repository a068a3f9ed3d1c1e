"""Arguments of a city's `Edge`."""

from typing import Any

import pulumi

from ..load_balancer.component import LoadBalancer
from .edge_config import CityEdgeConfig


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
