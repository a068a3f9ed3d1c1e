"""A cell that is drained: it finishes the orders that it has and refuses new ones, while another serves its city.

Route the city to the other cell first (`routes` of the region), then drain: clients with an old table are told so.
"""

import pulumi
from citycell import CityCell, Region
from citycell.package import LayerName, dependencies_layer

region = pulumi.Config("aws").require("region")
common = {"owner": "platform", "region": region, "account_id": "123456789012", "disposable": True}

shared = Region(
    "region",
    {
        **common,
        "city": "shared",
        "cell": "shared",
        "cities": {"galway": []},
        # The old cell stays in the list without a route, until its last order is delivered and its stack destroyed.
        "cells": [
            {"cell": "galway", "host": "galway.example.com"},
            {"cell": "galway-two", "host": "two.galway.example.com"},
        ],
        "routes": [{"city": "galway", "cell": "galway-two"}],
        "has_baseline": False,
    },
)

cell = CityCell(
    "galway",
    {
        **common,
        "city": "galway",
        "cell": "galway",
        "cell_index": 40,
        "drain": True,
        "shared_region": shared.shared,
        "service_image": "sha256:3a4200a691ddeb89e72d04c501a00c14f7d3c439e3b152e2de5e2574c4f81193",
        "peak_orders_per_hour": 200,
        "couriers_online": 150,
        "tracking_viewers": 200,
        "function_dependencies": dependencies_layer(),
        "message_dependencies": dependencies_layer(LayerName.MESSAGES),
        "migration_dependencies": dependencies_layer(LayerName.MIGRATIONS),
        "certificate_arn": "arn:aws:acm:eu-west-1:123456789012:certificate/6f0f8c1e-0d4a-4c9e-9b0a-0a1b2c3d4e5f",
        "payments_url": "https://payments.example.com",
        "token_issuer": "https://tokens.example.com",
        "token_audience": "citycell",
        "token_jwks_url": "https://tokens.example.com/.well-known/jwks.json",
    },
)

pulumi.export("apiHost", cell.api_host)
