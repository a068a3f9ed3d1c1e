"""Arguments of the cell's `Canary`, and its place in the network."""

from typing import Any, Final

from ..keys.component import Keys
from ..network.component import Network
from ..plan.traffic import HTTPS_PORT, Part
from .config import CityConfig

CANARY: Final = "canary"
"""Its role in the network."""


def network_args(config: CityConfig) -> dict[str, Any]:
    """What the network allows the canary: the load balancer, and AWS's APIs and pages over HTTPS."""
    if config.canary_url is None:
        return {}
    flow = {"source": CANARY, "target": Part.LOAD_BALANCER.value, "port": HTTPS_PORT, "why": "synthetic requests"}
    return {"flows": [flow], "https_clients": {CANARY: "AWS APIs and pages"}}


def canary_args(config: CityConfig, network: Network, keys: Keys) -> dict[str, Any]:
    """The canary in the private subnets."""
    return {
        "api_url": config.canary_url,
        **({"page_url": config.canary_page_url} if config.canary_page_url else {}),
        "subnet_ids": network.private_subnet_ids,
        "security_group_id": network.group(CANARY),
        "key_arn": keys.logs_arn,
    }
