"""A city in a VPC that this program brings along: one of Pulumi's `awsx.ec2.Vpc`.

The private subnets reach the internet through the transit gateway of the company, whose routes another team adds.
"""

import pulumi
import pulumi_awsx as awsx
from citycell import CityCell, existing_vpc
from citycell.package import LayerName, dependencies_layer

region = pulumi.Config("aws").require("region")
tags = {"city": "faro", "cell": "faro", "owner": "platform", "component": "Vpc", "data-class": "none"}

vpc = awsx.ec2.Vpc(
    "faro",
    cidr_block="172.20.0.0/16",
    availability_zone_names=[f"{region}{letter}" for letter in "abc"],
    enable_dns_hostnames=True,
    subnet_strategy=awsx.ec2.SubnetAllocationStrategy.AUTO,
    # Isolated subnets become the data tier; awsx makes none unless it is told to. It gives everything in its public
    # subnets a public address, which the policy packs refuse; a cell needs no public subnets.
    subnet_specs=[
        {"type": awsx.ec2.SubnetType.PRIVATE, "cidr_mask": 20},
        {"type": awsx.ec2.SubnetType.ISOLATED, "cidr_mask": 22},
    ],
    nat_gateways={"strategy": awsx.ec2.NatGatewayStrategy.NONE},
    tags=tags,
)

cell = CityCell(
    "faro",
    {
        "city": "faro",
        "cell": "faro",
        "owner": "platform",
        "region": region,
        "account_id": "123456789012",
        "disposable": True,
        "existing_vpc": existing_vpc(vpc),
        "peak_orders_per_hour": 200,
        "couriers_online": 150,
        "tracking_viewers": 200,
        "certificate_arn": "arn:aws:acm:eu-west-1:123456789012:certificate/6f0f8c1e-0d4a-4c9e-9b0a-0a1b2c3d4e5f",
        "service_image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/citycell/services@sha256:"
        "3a4200a691ddeb89e72d04c501a00c14f7d3c439e3b152e2de5e2574c4f81193",
        "function_dependencies": dependencies_layer(),
        "message_dependencies": dependencies_layer(LayerName.MESSAGES),
        "migration_dependencies": dependencies_layer(LayerName.MIGRATIONS),
        "payments_url": "https://payments.example.com",
        "token_issuer": "https://tokens.example.com",
        "token_audience": "citycell",
        "token_jwks_url": "https://tokens.example.com/.well-known/jwks.json",
    },
)

pulumi.export("websocketUrl", cell.websocket_url)
