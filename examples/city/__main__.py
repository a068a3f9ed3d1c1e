"""A whole city, sized from its load, with two children changed to taste."""

from typing import Any

import pulumi
from citycell import CityCell
from citycell.package import LayerName, dependencies_layer

Props = dict[str, Any]
Changed = tuple[Props, pulumi.ResourceOptions]
IMAGE = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/citycell/services"
DIGEST = "sha256:3a4200a691ddeb89e72d04c501a00c14f7d3c439e3b152e2de5e2574c4f81193"


def longer_maintenance(props: Props, opts: pulumi.ResourceOptions) -> Changed:
    """Transforms reach any property of any child by its role, here the database's maintenance window."""
    return props | {"preferred_maintenance_window": "tue:03:00-tue:05:00"}, opts


def slow_to_create(props: Props, opts: pulumi.ResourceOptions) -> Changed:
    """Options, too."""
    opts.custom_timeouts = pulumi.CustomTimeouts(create="2h")
    return props, opts


cell = CityCell(
    "porto",
    {
        "city": "porto",
        "cell": "porto",
        "owner": "platform",
        "region": "eu-west-1",
        "account_id": "123456789012",
        "disposable": True,
        "cidr": "10.10.0.0/16",
        "peak_orders_per_hour": 300,
        "couriers_online": 200,
        "tracking_viewers": 300,
        "certificate_arn": "arn:aws:acm:eu-west-1:123456789012:certificate/6f0f8c1e-0d4a-4c9e-9b0a-0a1b2c3d4e5f",
        "service_image": f"{IMAGE}@{DIGEST}",
        "function_dependencies": dependencies_layer(),
        "message_dependencies": dependencies_layer(LayerName.MESSAGES),
        "migration_dependencies": dependencies_layer(LayerName.MIGRATIONS),
        "payments_url": "https://payments.example.com",
        "token_issuer": "https://tokens.example.com",
        "token_audience": "citycell",
        "token_jwks_url": "https://tokens.example.com/.well-known/jwks.json",
    },
    transforms={"database.cluster": longer_maintenance, "stream.cluster": slow_to_create},
)

pulumi.export("websocketUrl", cell.websocket_url)
