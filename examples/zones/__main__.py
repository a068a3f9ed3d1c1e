"""A big city in two zones: two cells that share a region and nothing else, in one program."""

from typing import Any

import pulumi
from citycell import CityCell, Region
from citycell.package import LayerName, dependencies_layer

region = pulumi.Config("aws").require("region")
company = {"owner": "platform", "region": region, "account_id": "123456789012", "disposable": True}
zones = ("north", "south")

shared = Region(
    "region",
    {
        **company,
        "city": "shared",
        "cell": "shared",
        "cities": {"dublin": list(zones)},
        "cells": [{"cell": f"dublin-{zone}", "host": f"{zone}.dublin.example.com"} for zone in zones],
        "routes": [{"city": "dublin", "zone": zone, "cell": f"dublin-{zone}"} for zone in zones],
        # Another team has the settings of this account.
        "has_baseline": False,
    },
)

layers: dict[str, Any] = {
    "function_dependencies": dependencies_layer(),
    "message_dependencies": dependencies_layer(LayerName.MESSAGES),
    "migration_dependencies": dependencies_layer(LayerName.MIGRATIONS),
}
cells = {
    zone: CityCell(
        f"dublin-{zone}",
        {
            **company,
            **layers,
            "city": "dublin",
            "cell": f"dublin-{zone}",
            "zone": zone,
            # Cells never connect to each other. Different blocks let one edge connect to both.
            "cell_index": 20 + number,
            "shared_region": shared.shared,
            # An image in the region's repository: the digest says which.
            "service_image": "sha256:3a4200a691ddeb89e72d04c501a00c14f7d3c439e3b152e2de5e2574c4f81193",
            "peak_orders_per_hour": 9000,
            "couriers_online": 4000,
            "tracking_viewers": 5000,
            "quotas": {"L-3032A538": 100},
            "certificate_arn": "arn:aws:acm:eu-west-1:123456789012:certificate/6f0f8c1e-0d4a-4c9e-9b0a-0a1b2c3d4e5f",
            "payments_url": "https://payments.example.com",
            "token_issuer": "https://tokens.example.com",
            "token_audience": "citycell",
            "token_jwks_url": "https://tokens.example.com/.well-known/jwks.json",
        },
    )
    for number, zone in enumerate(zones)
}

pulumi.export("routingTable", shared.routing_table)
pulumi.export("hosts", {zone: cell.api_host for zone, cell in cells.items()})
