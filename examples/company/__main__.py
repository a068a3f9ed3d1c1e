"""A company in two regions, all in one program: a region and a city each, and nothing that both regions need."""

from typing import Any

import pulumi
import pulumi_aws as aws
from citycell import CityCell, Region
from citycell.package import LayerName, dependencies_layer

ACCOUNT = "123456789012"
DIGEST = "sha256:3a4200a691ddeb89e72d04c501a00c14f7d3c439e3b152e2de5e2574c4f81193"
CITIES = {"eu-west-1": "cork", "eu-south-2": "vigo"}

layers: dict[str, Any] = {
    "function_dependencies": dependencies_layer(),
    "message_dependencies": dependencies_layer(LayerName.MESSAGES),
    "migration_dependencies": dependencies_layer(LayerName.MIGRATIONS),
}


def make_region(number: int, region: str, city: str) -> pulumi.Output[str]:
    """A region with one city; returns its routing table."""
    common = {"owner": "platform", "region": region, "account_id": ACCOUNT, "disposable": True}
    provider = aws.Provider(region, region=region)
    opts = pulumi.ResourceOptions(providers=[provider])
    shared = Region(
        f"region-{region}",
        {
            **common,
            "city": "shared",
            "cell": "shared",
            "cities": {city: []},
            "cells": [{"cell": city, "host": f"{city}.example.com"}],
            "routes": [{"city": city, "cell": city}],
            # Some settings are one for all regions of the account: the first region makes them.
            "baseline": {"global_settings": number == 0},
        },
        opts,
    )
    CityCell(
        city,
        {
            **common,
            **layers,
            "city": city,
            "cell": city,
            "cell_index": 30 + number,
            "shared_region": shared.shared,
            "service_image": DIGEST,
            "peak_orders_per_hour": 200,
            "couriers_online": 150,
            "tracking_viewers": 200,
            "certificate_arn": f"arn:aws:acm:{region}:{ACCOUNT}:certificate/6f0f8c1e-0d4a-4c9e-9b0a-0a1b2c3d4e5f",
            "payments_url": "https://payments.example.com",
            "token_issuer": "https://tokens.example.com",
            "token_audience": "citycell",
            "token_jwks_url": "https://tokens.example.com/.well-known/jwks.json",
        },
        opts,
    )
    return shared.routing_table


tables = {region: make_region(number, region, city) for number, (region, city) in enumerate(CITIES.items())}
pulumi.export("routingTables", tables)
