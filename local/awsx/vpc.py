"""`awsx.ec2.Vpc` with the subnet strategy `Auto` (`awsx/ec2/vpc.ts`, `awsx/ec2/subnetDistributorNew.ts`)."""

import ipaddress
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pulumi
import pulumi_aws as aws

from ..errors import LocalError
from .inputs import only, snake_case

_OWN = ("availabilityZoneNames", "cidrBlock", "natGateways", "subnetSpecs", "subnetStrategy", "tags")
_PASSED = ("enableDnsHostnames", "enableDnsSupport", "instanceTenancy", "enableNetworkAddressUsageMetrics")
"""Inputs that the VPC itself gets unchanged."""

_ORDER = ("public", "private", "isolated")
"""Public subnets are made first, because private ones need their NAT gateways."""


@dataclass(frozen=True)
class Subnet:
    """One planned subnet."""

    name: str
    kind: str
    """As given: `Public`, `Private` or `Isolated`."""
    zone: int
    cidr: str


def planned(name: str, cidr: str, zones: int, specs: Sequence[Mapping[str, Any]]) -> Iterator[Subnet]:
    """The subnets of a VPC: the zones share its block equally, and the subnets of a zone follow each other.

    Raises:
        LocalError: a subnet has no size, or the subnets of a zone do not fit.
    """
    vpc = ipaddress.ip_network(cidr)
    zone_prefix = vpc.prefixlen + math.ceil(math.log2(zones))
    for zone in range(zones):
        size = 1 << (32 - zone_prefix)
        block = ipaddress.ip_network((int(vpc.network_address) + zone * size, zone_prefix))
        start = int(block.network_address)
        for spec in specs:
            if "cidrMask" not in spec:
                raise LocalError("awsx.ec2.Vpc: the imitation of awsx serves subnetSpecs with a cidrMask only")
            prefix = int(spec["cidrMask"])
            step = 1 << (32 - prefix)
            start = math.ceil(start / step) * step
            if start + step > int(block.broadcast_address) + 1:
                raise LocalError(f"awsx.ec2.Vpc: the subnets do not fit into /{zone_prefix}, the share of a zone")
            short = spec.get("name") or spec["type"].lower()
            subnet = ipaddress.ip_network((start, prefix))
            yield Subnet(f"{name}-{short}-{zone + 1}", spec["type"], zone, str(subnet))
            start += step


class Vpc(pulumi.ComponentResource):
    """A VPC with the subnets of its specifications in each zone, their route tables, and NAT gateways."""

    def __init__(self, name: str, inputs: Mapping[str, Any], opts: pulumi.ResourceOptions) -> None:
        super().__init__("awsx:ec2:Vpc", name, dict(inputs), opts)
        only("awsx.ec2.Vpc", inputs, (*_OWN, *_PASSED))
        if inputs.get("subnetStrategy") != "Auto" or not inputs.get("subnetSpecs"):
            raise LocalError("awsx.ec2.Vpc: the imitation of awsx serves subnetStrategy Auto with subnetSpecs only")
        if not inputs.get("availabilityZoneNames"):
            raise LocalError("awsx.ec2.Vpc: the imitation of awsx serves named zones only: set availabilityZoneNames")
        self._name = name
        self._tags = {"Name": name, **inputs.get("tags", {})}
        self._zones: Sequence[str] = inputs["availabilityZoneNames"]
        self._nat: str = (inputs.get("natGateways") or {}).get("strategy") or "OnePerAz"
        cidr: str = inputs.get("cidrBlock") or "10.0.0.0/16"
        passed = {snake_case(key): inputs[key] for key in _PASSED if key in inputs}
        self._vpc = aws.ec2.Vpc(
            name, cidr_block=cidr, tags=self._tags, opts=pulumi.ResourceOptions(parent=self), **passed
        )
        self._gateway = aws.ec2.InternetGateway(name, vpc_id=self._vpc.id, tags=self._tags, opts=self._under(self._vpc))
        self._nats: list[aws.ec2.NatGateway] = []
        subnets = [*planned(name, cidr, len(self._zones), inputs["subnetSpecs"])]
        subnets.sort(key=lambda subnet: (subnet.zone, _ORDER.index(subnet.kind.lower())))
        self._made = [(subnet, *self._make_subnet(subnet)) for subnet in subnets]
        self.state: dict[str, Any] = {
            "vpc": self._vpc,
            "vpcId": self._vpc.id,
            "internetGateway": self._gateway,
            "natGateways": self._nats,
            "subnets": [made for _, made, _ in self._made],
            "routeTables": [table for *_, table in self._made],
            **{f"{kind}SubnetIds": self._ids(kind) for kind in _ORDER},
        }
        self.register_outputs({})

    def _ids(self, kind: str) -> list[pulumi.Output[str]]:
        return [made.id for subnet, made, _ in self._made if subnet.kind.lower() == kind]

    @staticmethod
    def _under(parent: pulumi.Resource) -> pulumi.ResourceOptions:
        return pulumi.ResourceOptions(parent=parent, depends_on=[parent])

    def _make_subnet(self, subnet: Subnet) -> tuple[aws.ec2.Subnet, aws.ec2.RouteTable]:
        kind = subnet.kind.lower()
        tags = self._tags | {"Name": subnet.name, "SubnetType": subnet.kind}
        made = aws.ec2.Subnet(
            subnet.name,
            vpc_id=self._vpc.id,
            availability_zone=self._zones[subnet.zone],
            map_public_ip_on_launch=kind == "public",
            cidr_block=subnet.cidr,
            tags=tags,
            opts=self._under(self._vpc),
        )
        table = aws.ec2.RouteTable(subnet.name, vpc_id=self._vpc.id, tags=tags, opts=self._under(made))
        aws.ec2.RouteTableAssociation(subnet.name, route_table_id=table.id, subnet_id=made.id, opts=self._under(table))
        if kind == "public":
            self._make_nat(subnet, made)
            self._make_route(subnet, table, gateway_id=self._gateway.id)
        elif kind == "private" and self._nat.lower() != "none":
            nat = self._nats[0 if self._nat.lower() == "single" else subnet.zone]
            self._make_route(subnet, table, nat_gateway_id=nat.id)
        return made, table

    def _make_route(self, subnet: Subnet, table: aws.ec2.RouteTable, **target: pulumi.Output[str]) -> None:
        to = {"destination_cidr_block": "0.0.0.0/0", "route_table_id": table.id, **target}
        aws.ec2.Route(subnet.name, opts=self._under(table), **to)

    def _make_nat(self, subnet: Subnet, public: aws.ec2.Subnet) -> None:
        strategy = self._nat.lower()
        if strategy == "none" or (strategy == "single" and self._nats):
            return
        name = f"{self._name}-{subnet.zone + 1}"
        tags = self._tags | {"Name": name}
        address = aws.ec2.Eip(name, tags=tags, opts=self._under(public))
        self._nats.append(
            aws.ec2.NatGateway(
                name, subnet_id=public.id, allocation_id=address.allocation_id, tags=tags, opts=self._under(public)
            )
        )
