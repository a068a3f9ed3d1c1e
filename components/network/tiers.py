"""A cell's own VPC: its tiers of subnets, their route tables, and the ways out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network
from typing import Any, Final

import pulumi
import pulumi_aws as aws

from ..core.component import Child
from ..plan.addresses import Tier, subnet, subnet_v6
from ..plan.egress import Nat
from .args import ExistingVpcArgs, PublicAccessBlock
from .config import Checked

ANYWHERE: Final = "0.0.0.0/0"
ANYWHERE_V6: Final = "::/0"

Subnets = Mapping[str, aws.ec2.Subnet]
"""Subnets of a tier by their role, such as `private-a`."""


@dataclass(frozen=True)
class Tiers:
    """A VPC as the rest of the network needs it: the cell's own, or one that existed."""

    vpc_id: pulumi.Output[str]
    cidr: pulumi.Output[str]
    ipv6_cidr: pulumi.Output[str] | None
    """None without IPv6."""
    public_subnet_ids: pulumi.Output[list[str]]
    private_subnet_ids: pulumi.Output[list[str]]
    data_subnet_ids: pulumi.Output[list[str]]
    gateway_route_table_ids: pulumi.Output[list[str]] | None
    """Route tables that gateway endpoints join; None where somebody else sees to them."""
    nat_addresses: Sequence[pulumi.Output[str]] = ()


def make_tiers(child: Child, checked: Checked) -> Tiers:
    """Make the VPC, or take the one that exists."""
    if not isinstance(checked.place, IPv4Network):
        return _existing(checked.place)
    vpc = child(
        "vpc",
        aws.ec2.Vpc,
        {
            "cidr_block": str(checked.place),
            "enable_dns_hostnames": True,
            "enable_dns_support": True,
            "assign_generated_ipv6_cidr_block": checked.ipv6,
        },
    )
    child("default-security-group", aws.ec2.DefaultSecurityGroup, {"vpc_id": vpc.id})
    return _Building(child, checked, checked.place, vpc).tiers()


def _existing(given: ExistingVpcArgs) -> Tiers:
    tables = given.get("route_table_ids")
    return Tiers(
        vpc_id=pulumi.Output.from_input(given["vpc_id"]),
        cidr=pulumi.Output.from_input(given["cidr"]),
        ipv6_cidr=None,
        public_subnet_ids=pulumi.Output.from_input(given.get("public_subnet_ids", [])),
        private_subnet_ids=pulumi.Output.from_input(given["private_subnet_ids"]),
        data_subnet_ids=pulumi.Output.from_input(given["data_subnet_ids"]),
        gateway_route_table_ids=None if tables is None else pulumi.Output.from_input(tables),
    )


@dataclass(frozen=True)
class _Building:
    """A VPC while its tiers are made."""

    child: Child
    checked: Checked
    block: IPv4Network
    vpc: aws.ec2.Vpc

    def tiers(self) -> Tiers:
        """All subnets, tables and gateways."""
        public = self._subnets(Tier.PUBLIC, self.checked.public_zones)
        private = self._subnets(Tier.PRIVATE, self.checked.zones)
        data = self._subnets(Tier.DATA, self.checked.zones)
        gateway = self._internet_gateway()
        if public and gateway:
            self._public_routes(public, gateway)
        self._route_table("data", data)
        self._data_acl(data)
        nats, addresses = self._nats(public, gateway) if gateway else ([], [])
        tables = self._private_routes(private, nats)
        self._exclude_from_block(public)
        return Tiers(
            vpc_id=self.vpc.id,
            cidr=self.vpc.cidr_block,
            ipv6_cidr=self.vpc.ipv6_cidr_block if self.checked.ipv6 else None,
            public_subnet_ids=_ids([*public.values()]),
            private_subnet_ids=_ids([*private.values()]),
            data_subnet_ids=_ids([*data.values()]),
            gateway_route_table_ids=_ids(tables),
            nat_addresses=addresses,
        )

    def _subnets(self, tier: Tier, zones: Sequence[str]) -> Subnets:
        return {
            f"{tier}-{zone[-1]}": self.child(
                f"{tier}-{zone[-1]}",
                aws.ec2.Subnet,
                {
                    "vpc_id": self.vpc.id,
                    "availability_zone": zone,
                    "cidr_block": str(subnet(self.block, number, tier)),
                    "map_public_ip_on_launch": False,
                    **self._subnet_v6(number, tier),
                },
            )
            for number, zone in enumerate(zones)
        }

    def _subnet_v6(self, number: int, tier: Tier) -> dict[str, Any]:
        """A task in a private subnet gets an IPv6 address, which can only call out; nothing else gets one by itself."""
        if not self.checked.ipv6:
            return {}
        block = self.vpc.ipv6_cidr_block.apply(lambda given: str(subnet_v6(IPv6Network(given), number, tier)))
        return {"ipv6_cidr_block": block, "assign_ipv6_address_on_creation": tier is Tier.PRIVATE}

    def _internet_gateway(self) -> aws.ec2.InternetGateway | None:
        if self.checked.nat is Nat.NONE and not self.checked.public_tier:
            return None
        return self.child("internet-gateway", aws.ec2.InternetGateway, {"vpc_id": self.vpc.id})

    def _public_routes(self, public: Subnets, gateway: aws.ec2.InternetGateway) -> None:
        table = self._route_table("public", public)
        self._route("public-route", table, {"destination_cidr_block": ANYWHERE, "gateway_id": gateway.id})
        if self.checked.ipv6:
            way = {"destination_ipv6_cidr_block": ANYWHERE_V6, "gateway_id": gateway.id}
            self._route("public-route-v6", table, way)

    def _private_routes(self, private: Subnets, nats: Sequence[aws.ec2.NatGateway]) -> list[aws.ec2.RouteTable]:
        """A table a zone, whatever the NAT: so that another kind of NAT changes routes and moves no subnet."""
        outward = (
            self.child("egress-only-gateway", aws.ec2.EgressOnlyInternetGateway, {"vpc_id": self.vpc.id})
            if self.checked.ipv6
            else None
        )
        tables: list[aws.ec2.RouteTable] = []
        for index, (role, member) in enumerate(private.items()):
            table = self._route_table(role, {role: member})
            tables.append(table)
            if nats:
                nat = nats[index % len(nats)]
                self._route(f"{role}-route", table, {"destination_cidr_block": ANYWHERE, "nat_gateway_id": nat.id})
            if outward:
                way = {"destination_ipv6_cidr_block": ANYWHERE_V6, "egress_only_gateway_id": outward.id}
                self._route(f"{role}-route-v6", table, way)
        return tables

    def _route_table(self, role: str, subnets: Subnets) -> aws.ec2.RouteTable:
        table = self.child(f"{role}-routes", aws.ec2.RouteTable, {"vpc_id": self.vpc.id})
        for member_role, member in subnets.items():
            self.child(
                f"{member_role}-association",
                aws.ec2.RouteTableAssociation,
                {"route_table_id": table.id, "subnet_id": member.id},
            )
        return table

    def _route(self, role: str, table: aws.ec2.RouteTable, way: Mapping[str, Any]) -> None:
        self.child(role, aws.ec2.Route, {"route_table_id": table.id, **way})

    def _data_acl(self, data: Subnets) -> None:
        """A second lock on the data tier, at its subnets: only the cell's own addresses get in or out.

        Security groups already say who may talk to a store. The list holds where they do not reach: a group opened by
        hand, or a peering, a transit gateway or a public route added later. It names no ports, so that it needs no care
        when flows change.
        """
        blocks: list[dict[str, Any]] = [{"cidr_block": str(self.block)}]
        if self.checked.ipv6:
            blocks.append({"ipv6_cidr_block": self.vpc.ipv6_cidr_block})
        rules = [
            {"rule_no": 100 + number, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, **block}
            for number, block in enumerate(blocks)
        ]
        self.child(
            "data-acl",
            aws.ec2.NetworkAcl,
            {
                "vpc_id": self.vpc.id,
                "subnet_ids": [member.id for member in data.values()],
                "ingress": rules,
                "egress": rules,
            },
        )

    def _nats(
        self, public: Subnets, gateway: aws.ec2.InternetGateway
    ) -> tuple[list[aws.ec2.NatGateway], list[pulumi.Output[str]]]:
        """NAT gateways, and the public addresses that they call out from."""
        count = {Nat.NONE: 0, Nat.ONE: 1}.get(self.checked.nat, len(self.checked.zones))
        addresses = {
            zone: self.child(f"nat-{zone[-1]}-address", aws.ec2.Eip, {"domain": "vpc"})
            for zone in self.checked.zones[:count]
        }
        if self.checked.nat is Nat.REGIONAL:
            wanted = {"nat": self._regional(addresses)}
        else:
            wanted = {
                f"nat-{zone[-1]}": {"subnet_id": member.id, "allocation_id": address.allocation_id}
                for (zone, address), member in zip(addresses.items(), public.values(), strict=False)
            }
        nats = [
            # AWS: a NAT gateway works only once the internet gateway is attached.
            self.child(role, aws.ec2.NatGateway, props, pulumi.ResourceOptions(depends_on=[gateway]))
            for role, props in wanted.items()
        ]
        return nats, [address.public_ip for address in addresses.values()]

    def _regional(self, addresses: Mapping[str, aws.ec2.Eip]) -> dict[str, Any]:
        """Manual mode: our zones with our addresses, so that neither changes by itself."""
        return {
            "availability_mode": "regional",
            "vpc_id": self.vpc.id,
            "availability_zone_addresses": [
                {"availability_zone": zone, "allocation_ids": [address.allocation_id]}
                for zone, address in addresses.items()
            ],
        }

    def _exclude_from_block(self, public: Subnets) -> None:
        """What the account's block of public access would stop and the network needs (EC2 API, exclusion modes).

        A block of both directions also stops what private subnets send through NAT and egress-only gateways, so there
        the whole VPC is excluded; route tables still decide who has a way out.
        """
        blocked, public_tier = self.checked.public_access_block, self.checked.public_tier
        if blocked is PublicAccessBlock.INGRESS and public_tier:
            for role, member in public.items():
                self._exclusion(f"{role}-exclusion", {"subnet_id": member.id}, "allow-bidirectional")
        elif blocked is PublicAccessBlock.BIDIRECTIONAL and (public_tier or not self.checked.isolated):
            mode = "allow-bidirectional" if public_tier else "allow-egress"
            self._exclusion("exclusion", {"vpc_id": self.vpc.id}, mode)

    def _exclusion(self, role: str, what: Mapping[str, Any], mode: str) -> None:
        self.child(role, aws.ec2.VpcBlockPublicAccessExclusion, {**what, "internet_gateway_exclusion_mode": mode})


def _ids(made: Sequence[pulumi.CustomResource]) -> pulumi.Output[list[str]]:
    return pulumi.Output.all(*[resource.id for resource in made])
