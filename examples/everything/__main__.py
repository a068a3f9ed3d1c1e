"""All in one program: two regions, a city in two zones, a VPC that is brought along, a drained cell, tables alone.

Cells share nothing but their region, also here. Separate stacks (`stacks/region`, one stack for each cell) are the
better choice in production, because a mistake in one program reaches everything in it.
"""

from typing import Any

import pulumi
import pulumi_aws as aws
import pulumi_awsx as awsx
from citycell import AttributeType, CityCell, DataClass, Keys, Region, Tables, existing_vpc
from citycell.package import LayerName, dependencies_layer

ACCOUNT = "123456789012"
HOME, FAR = "eu-west-1", "eu-south-2"
CELLS = ("tralee-north", "tralee-south")

providers = {region: aws.Provider(region, region=region) for region in (HOME, FAR)}


def in_region(region: str) -> pulumi.ResourceOptions:
    """Options of everything in a region."""
    return pulumi.ResourceOptions(providers=[providers[region]])


def common(region: str) -> dict[str, Any]:
    """Arguments of every component in a region."""
    return {"owner": "platform", "region": region, "account_id": ACCOUNT, "disposable": True}


# The company: two regions, of which the second has no city yet.
home = Region(
    "region-home",
    {
        **common(HOME),
        "city": "shared",
        "cell": "shared",
        "cities": {"tralee": ["north", "south"]},
        "cells": [{"cell": cell, "host": f"{cell}.example.com"} for cell in CELLS],
        # The southern cell is drained below, so the northern one serves both zones.
        "routes": [{"city": "tralee", "zone": zone, "cell": "tralee-north"} for zone in ("north", "south")],
        "baseline": {"global_settings": True},
    },
    in_region(HOME),
)
far = Region(
    "region-far",
    {**common(FAR), "city": "shared", "cell": "shared", "baseline": {"global_settings": False}},
    in_region(FAR),
)

# A VPC that is brought along, for the northern cell. `examples/own_vpc` explains its subnets.
vpc = awsx.ec2.Vpc(
    "brought",
    cidr_block="172.20.0.0/16",
    availability_zone_names=[f"{HOME}{letter}" for letter in "abc"],
    enable_dns_hostnames=True,
    subnet_strategy=awsx.ec2.SubnetAllocationStrategy.AUTO,
    subnet_specs=[
        {"type": awsx.ec2.SubnetType.PRIVATE, "cidr_mask": 20},
        {"type": awsx.ec2.SubnetType.ISOLATED, "cidr_mask": 22},
    ],
    nat_gateways={"strategy": awsx.ec2.NatGatewayStrategy.NONE},
    tags={"city": "tralee", "cell": "tralee-north", "owner": "platform", "component": "Vpc", "data-class": "none"},
    opts=in_region(HOME),
)

# The city: a cell in that VPC, and one with a network of its own that takes no new orders.
city: dict[str, Any] = {
    **common(HOME),
    "city": "tralee",
    "shared_region": home.shared,
    "service_image": "sha256:3a4200a691ddeb89e72d04c501a00c14f7d3c439e3b152e2de5e2574c4f81193",
    "peak_orders_per_hour": 200,
    "couriers_online": 150,
    "tracking_viewers": 200,
    "function_dependencies": dependencies_layer(),
    "message_dependencies": dependencies_layer(LayerName.MESSAGES),
    "migration_dependencies": dependencies_layer(LayerName.MIGRATIONS),
    "certificate_arn": f"arn:aws:acm:{HOME}:{ACCOUNT}:certificate/6f0f8c1e-0d4a-4c9e-9b0a-0a1b2c3d4e5f",
    "payments_url": "https://payments.example.com",
    "token_issuer": "https://tokens.example.com",
    "token_audience": "citycell",
    "token_jwks_url": "https://tokens.example.com/.well-known/jwks.json",
}
CityCell(
    "tralee-north",
    {**city, "cell": "tralee-north", "zone": "north", "existing_vpc": existing_vpc(vpc)},
    in_region(HOME),
)
CityCell(
    "tralee-south",
    {**city, "cell": "tralee-south", "zone": "south", "cell_index": 51, "drain": True},
    in_region(HOME),
)

# Components alone, in the other region: tables of another team, with their keys.
visits = {**common(FAR), "city": "vigo", "cell": "vigo", "owner": "data"}
keys = Keys("vigo-keys", {**visits, "classes": [DataClass.PERSONAL, DataClass.LOGS]}, in_region(FAR))
tables = Tables(
    "vigo-tables",
    {
        **visits,
        "key_arn": keys.arn(DataClass.PERSONAL),
        "tables": [
            {
                "name": "visits",
                "partition_key": "customer_id",
                "sort_key": "visited_at",
                "attribute_types": {"visited_at": AttributeType.NUMBER},
            }
        ],
    },
    in_region(FAR),
)

pulumi.export("routingTable", home.routing_table)
pulumi.export("farCells", far.cells_table)
pulumi.export("tables", tables.table_names)
