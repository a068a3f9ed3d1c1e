"""Subnets, routes and gateways of a VPC, from its configuration: nothing here makes a resource."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from ipaddress import IPv6Network
from typing import Final

import pulumi
import pulumi_aws as aws

from ..core.component import Props
from ..plan.addresses import Tier, subnet, subnet_v6
from ..plan.egress import Nat
from .args import PublicAccessBlock
from .config import ExistingVpcConfig, OwnVpcConfig

ANYWHERE: Final = "0.0.0.0/0"
ANYWHERE_V6: Final = "::/0"

Subnets = Mapping[str, aws.ec2.Subnet]
"""Subnets of a tier by their role, such as `private-a`."""


@dataclass(frozen=True, kw_only=True)
class Tiers:
    """A VPC and its subnets, the cell's own or existing ones."""

    vpc_id: pulumi.Output[str]
    availability_zones: Sequence[str]
    """Empty for an existing VPC, whose zones are not known."""
    cidr: pulumi.Output[str]
    ipv6_cidr: pulumi.Output[str] | None
    """None without IPv6."""
    public_subnet_ids: pulumi.Output[list[str]]
    private_subnet_ids: pulumi.Output[list[str]]
    data_subnet_ids: pulumi.Output[list[str]]
    gateway_route_table_ids: pulumi.Output[list[str]] | None
    """Route tables that get routes to gateway endpoints; None where the network makes no such endpoints."""
    nat_addresses: Sequence[pulumi.Output[str]] = ()


def existing_tiers(vpc: ExistingVpcConfig) -> Tiers:
    """The tiers of a VPC that exists already."""
    tables = vpc.route_table_ids
    return Tiers(
        vpc_id=pulumi.Output.from_input(vpc.vpc_id),
        availability_zones=(),
        cidr=pulumi.Output.from_input(vpc.cidr),
        ipv6_cidr=None,
        public_subnet_ids=pulumi.Output.from_input(vpc.public_subnet_ids),
        private_subnet_ids=pulumi.Output.from_input(vpc.private_subnet_ids),
        data_subnet_ids=pulumi.Output.from_input(vpc.data_subnet_ids),
        gateway_route_table_ids=None if tables is None else pulumi.Output.from_input(tables),
    )


def ids(resources: Sequence[pulumi.CustomResource]) -> pulumi.Output[list[str]]:
    """The ids of resources as one output."""
    return pulumi.Output.all(*[resource.id for resource in resources])


def vpc_props(config: OwnVpcConfig) -> Props:
    """The VPC itself."""
    return {
        "cidr_block": str(config.block),
        "enable_dns_hostnames": True,
        "enable_dns_support": True,
        "assign_generated_ipv6_cidr_block": config.ipv6,
    }


def subnets(config: OwnVpcConfig, vpc: aws.ec2.Vpc, tier: Tier) -> dict[str, Props]:
    """The subnets of a tier by their role, one in each of its zones."""
    zones = config.public_zones if tier is Tier.PUBLIC else config.zones
    return {
        f"{tier}-{zone[-1]}": {
            "vpc_id": vpc.id,
            "availability_zone": zone,
            "cidr_block": str(subnet(config.block, number, tier)),
            "map_public_ip_on_launch": False,
            **(_subnet_v6(vpc, number, tier) if config.ipv6 else {}),
        }
        for number, zone in enumerate(zones)
    }


def _subnet_v6(vpc: aws.ec2.Vpc, number: int, tier: Tier) -> Props:
    """A task in a private subnet gets an IPv6 address, for outbound connections; other tiers assign none."""
    block = vpc.ipv6_cidr_block.apply(lambda cidr: str(subnet_v6(IPv6Network(cidr), number, tier)))
    return {"ipv6_cidr_block": block, "assign_ipv6_address_on_creation": tier is Tier.PRIVATE}


def public_routes(config: OwnVpcConfig, gateway: aws.ec2.InternetGateway) -> dict[str, Props]:
    """Routes of the public subnets by their role."""
    routes: dict[str, Props] = {"public-route": {"destination_cidr_block": ANYWHERE, "gateway_id": gateway.id}}
    if config.ipv6:
        routes["public-route-v6"] = {"destination_ipv6_cidr_block": ANYWHERE_V6, "gateway_id": gateway.id}
    return routes


def private_routes(
    role: str, nat: aws.ec2.NatGateway | None, egress_only: aws.ec2.EgressOnlyInternetGateway | None
) -> dict[str, Props]:
    """Routes of one private subnet by their role: to NAT for IPv4, and to the egress-only gateway for IPv6."""
    routes: dict[str, Props] = {}
    if nat is not None:
        routes[f"{role}-route"] = {"destination_cidr_block": ANYWHERE, "nat_gateway_id": nat.id}
    if egress_only is not None:
        routes[f"{role}-route-v6"] = {
            "destination_ipv6_cidr_block": ANYWHERE_V6,
            "egress_only_gateway_id": egress_only.id,
        }
    return routes


def data_acl(config: OwnVpcConfig, vpc: aws.ec2.Vpc, data: Subnets) -> Props:
    """The network ACL of the data tier: it allows the cell's own addresses only, in and out.

    Security groups already decide who may connect to a store. The ACL protects where they do not: a group that is
    opened by hand, or a peering, a transit gateway or a public route that is added later. It names no ports, so flows
    change without it.
    """
    blocks: list[Props] = [{"cidr_block": str(config.block)}]
    if config.ipv6:
        blocks.append({"ipv6_cidr_block": vpc.ipv6_cidr_block})
    rules = [
        {"rule_no": 100 + number, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, **block}
        for number, block in enumerate(blocks)
    ]
    return {
        "vpc_id": vpc.id,
        "subnet_ids": [member.id for member in data.values()],
        "ingress": rules,
        "egress": rules,
    }


def nat_gateways(
    config: OwnVpcConfig, vpc: aws.ec2.Vpc, public: Subnets, addresses: Mapping[str, aws.ec2.Eip]
) -> dict[str, Props]:
    """NAT gateways by their role, from the address of each zone that has one."""
    if config.nat is Nat.REGIONAL:
        return {"nat": _regional_nat(vpc, addresses)}
    return {
        f"nat-{zone[-1]}": {"subnet_id": member.id, "allocation_id": address.allocation_id}
        for (zone, address), member in zip(addresses.items(), public.values(), strict=False)
    }


def _regional_nat(vpc: aws.ec2.Vpc, addresses: Mapping[str, aws.ec2.Eip]) -> Props:
    """Manual mode: the cell's zones with its own addresses, so that AWS changes neither."""
    return {
        "availability_mode": "regional",
        "vpc_id": vpc.id,
        "availability_zone_addresses": [
            {"availability_zone": zone, "allocation_ids": [address.allocation_id]}
            for zone, address in addresses.items()
        ],
    }


def exclusions(config: OwnVpcConfig, vpc: aws.ec2.Vpc, public: Subnets) -> dict[str, Props]:
    """Exclusions from the account's block of public access, by their role (EC2 API, exclusion modes).

    A block of both directions also blocks what private subnets send through NAT and egress-only gateways, so there the
    whole VPC is excluded; route tables still decide what has a route out.
    """
    block, public_tier = config.public_access_block, config.public_tier
    both = {"internet_gateway_exclusion_mode": "allow-bidirectional"}
    if block is PublicAccessBlock.INGRESS and public_tier:
        return {f"{role}-exclusion": {"subnet_id": member.id, **both} for role, member in public.items()}
    if block is PublicAccessBlock.BIDIRECTIONAL and (public_tier or not config.is_isolated):
        egress = {"internet_gateway_exclusion_mode": "allow-egress"}
        return {"exclusion": {"vpc_id": vpc.id, **(both if public_tier else egress)}}
    return {}
