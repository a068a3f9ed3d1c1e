"""The cell's own network: three zones, three tiers, and one declared list of who talks to whom."""

from enum import StrEnum
from ipaddress import AddressValueError, IPv4Network
from typing import NotRequired

import pulumi
import pulumi_aws as aws

from .component import CellArgs, Component, DataClass, Transforms, refuse
from .errors import ArgumentError
from .iam import allow, document, trust
from .plan.addresses import SMALLEST_PREFIX, ZoneAddresses, zone_addresses
from .plan.regions import AVAILABILITY_ZONES
from .plan.traffic import FLOWS, HTTPS_PORT, INTERNET_CLIENTS, Part

AUDIT_DAYS = 365
"""How long flow logs stay."""


class Nat(StrEnum):
    """How many NAT gateways stand between private subnets and the internet."""

    NONE = "none"
    """None: parts reach AWS through endpoints only, and no payment provider."""
    ONE = "one"
    """One: cheapest; the cell cannot call out while its zone is down."""
    PER_ZONE = "per-zone"
    """One a zone: no zone needs another."""


class NetworkArgs(CellArgs):
    """Arguments of `Network`."""

    cidr: str
    """The cell's block, a /20 or larger; `plan.addresses.cell_block` numbers blocks that cannot overlap."""
    log_key_arn: pulumi.Input[str]
    """Key that encrypts the flow logs."""
    nat: NotRequired[Nat]
    """How many NAT gateways; one a zone by default."""
    interface_endpoints: NotRequired[list[str]]
    """AWS services reached without NAT, such as `ecr.api`; each costs an address a zone by the hour. None by default:
    six of them in two zones cost more than a NAT gateway."""


class Network(Component):
    """VPC with public, private and data subnets in three zones.

    Data subnets have no way out at all. Nothing gets a public address by itself, the default security group is empty,
    traffic is logged for a year, and S3 and DynamoDB are reached through free gateway endpoints. The security groups
    are those of `plan.traffic`, each with exactly the declared flows.
    """

    vpc_id: pulumi.Output[str]
    """The VPC."""
    private_subnet_ids: pulumi.Output[list[str]]
    """Subnets of tasks, functions and the internal load balancer."""
    data_subnet_ids: pulumi.Output[list[str]]
    """Subnets of brokers, caches and databases."""
    security_group_ids: pulumi.Output[dict[str, str]]
    """Security group by part (`plan.traffic.Part`)."""

    def __init__(
        self,
        name: str,
        args: NetworkArgs,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transforms: Transforms | None = None,
    ) -> None:
        zones, plan = _plan(name, args)
        super().__init__(name, args, opts, transforms)
        self._zones = zones
        self._vpc = self._child(
            "vpc",
            aws.ec2.Vpc,
            {"cidr_block": args["cidr"], "enable_dns_hostnames": True, "enable_dns_support": True},
        )
        self._child("default-security-group", aws.ec2.DefaultSecurityGroup, {"vpc_id": self._vpc.id})
        public = self._subnets("public", [zone.public for zone in plan])
        private = self._subnets("private", [zone.private for zone in plan])
        data = self._subnets("data", [zone.data for zone in plan])
        tables = self._routes(Nat(args.get("nat", Nat.PER_ZONE)), public, private, data)
        self._groups = {part: self._security_group(part) for part in Part}
        self._open_flows(args["cidr"])
        self._endpoints(tables, private, args.get("interface_endpoints", []))
        self._flow_logs(args["log_key_arn"])

        self.vpc_id = self._vpc.id
        self.private_subnet_ids = pulumi.Output.all(*[subnet.id for subnet in private])
        self.data_subnet_ids = pulumi.Output.all(*[subnet.id for subnet in data])
        self.security_group_ids = pulumi.Output.all(**{part.value: group.id for part, group in self._groups.items()})
        self._finish()

    def group(self, part: Part) -> pulumi.Output[str]:
        """The security group of one part."""
        return self._groups[part].id

    def _subnets(self, tier: str, blocks: list[IPv4Network]) -> list[aws.ec2.Subnet]:
        return [
            self._child(
                f"{tier}-{zone[-1]}",
                aws.ec2.Subnet,
                {
                    "vpc_id": self._vpc.id,
                    "availability_zone": zone,
                    "cidr_block": str(block),
                    "map_public_ip_on_launch": False,
                },
            )
            for zone, block in zip(self._zones, blocks, strict=True)
        ]

    def _routes(
        self, nat: Nat, public: list[aws.ec2.Subnet], private: list[aws.ec2.Subnet], data: list[aws.ec2.Subnet]
    ) -> list[aws.ec2.RouteTable]:
        """Route tables of the tiers; returns those that gateway endpoints join."""
        gateway = self._child("internet-gateway", aws.ec2.InternetGateway, {"vpc_id": self._vpc.id})
        public_table = self._route_table("public", public)
        self._child(
            "public-route",
            aws.ec2.Route,
            {"route_table_id": public_table.id, "destination_cidr_block": "0.0.0.0/0", "gateway_id": gateway.id},
        )
        nats = [] if nat is Nat.NONE else self._nats(public if nat is Nat.PER_ZONE else public[:1], gateway)
        tables = [self._route_table("data", data)]
        for index, subnet in enumerate(private):
            letter = self._zones[index][-1]
            table = self._route_table(f"private-{letter}", [subnet])
            tables.append(table)
            if nats:
                self._child(
                    f"private-{letter}-route",
                    aws.ec2.Route,
                    {
                        "route_table_id": table.id,
                        "destination_cidr_block": "0.0.0.0/0",
                        "nat_gateway_id": nats[index % len(nats)].id,
                    },
                )
        return tables

    def _route_table(self, role: str, subnets: list[aws.ec2.Subnet]) -> aws.ec2.RouteTable:
        table = self._child(f"{role}-routes", aws.ec2.RouteTable, {"vpc_id": self._vpc.id})
        for index, subnet in enumerate(subnets):
            suffix = f"-{self._zones[index][-1]}" if len(subnets) > 1 else ""
            self._child(
                f"{role}{suffix}-association",
                aws.ec2.RouteTableAssociation,
                {"route_table_id": table.id, "subnet_id": subnet.id},
            )
        return table

    def _nats(self, subnets: list[aws.ec2.Subnet], gateway: aws.ec2.InternetGateway) -> list[aws.ec2.NatGateway]:
        gateways: list[aws.ec2.NatGateway] = []
        for zone, subnet in zip(self._zones, subnets, strict=False):
            address = self._child(f"nat-{zone[-1]}-address", aws.ec2.Eip, {"domain": "vpc"})
            gateways.append(
                self._child(
                    f"nat-{zone[-1]}",
                    aws.ec2.NatGateway,
                    {"subnet_id": subnet.id, "allocation_id": address.allocation_id},
                    pulumi.ResourceOptions(depends_on=[gateway]),  # AWS: a NAT gateway works only once it is attached
                )
            )
        return gateways

    def _security_group(self, part: Part) -> aws.ec2.SecurityGroup:
        return self._child(
            f"{part.value}-group",
            aws.ec2.SecurityGroup,
            {
                "name": self._physical(part.value),
                "description": f"{part.value} of cell {self._cell['cell']}",
                "vpc_id": self._vpc.id,
                "revoke_rules_on_delete": True,
            },
        )

    def _open_flows(self, cidr: str) -> None:
        for flow in FLOWS:
            ports = {"ip_protocol": "tcp", "from_port": flow.port, "to_port": flow.port}
            source, target = self._groups[flow.source].id, self._groups[flow.target].id
            self._child(
                f"{flow.source.value}-to-{flow.target.value}-out",
                aws.vpc.SecurityGroupEgressRule,
                ports | _ends(source, target, f"to {flow.target.value}: {flow.why}"),
            )
            self._child(
                f"{flow.source.value}-to-{flow.target.value}-in",
                aws.vpc.SecurityGroupIngressRule,
                ports | _ends(target, source, f"from {flow.source.value}: {flow.why}"),
            )
        https = {"ip_protocol": "tcp", "from_port": HTTPS_PORT, "to_port": HTTPS_PORT}
        for part, why in INTERNET_CLIENTS.items():
            self._child(
                f"{part.value}-https-out",
                aws.vpc.SecurityGroupEgressRule,
                https
                | {
                    "security_group_id": self._groups[part].id,
                    "cidr_ipv4": "0.0.0.0/0",
                    "description": f"HTTPS: {why}",
                },
            )
        self._child(
            "endpoints-https-in",
            aws.vpc.SecurityGroupIngressRule,
            https
            | {
                "security_group_id": self._groups[Part.ENDPOINTS].id,
                "cidr_ipv4": cidr,
                "description": "AWS APIs for parts of this cell",
            },
        )

    def _endpoints(
        self, tables: list[aws.ec2.RouteTable], private: list[aws.ec2.Subnet], interfaces: list[str]
    ) -> None:
        region, account = self._cell["region"], self._cell["account_id"]
        only_here = {"StringEquals": {"aws:PrincipalAccount": account}}
        for service, actions in {"s3": ["s3:GetObject", "s3:PutObject", "s3:ListBucket"], "dynamodb": _TABLE}.items():
            statement = allow("PrincipalsOfThisAccount", actions, "*", only_here) | {"Principal": "*"}
            if service == "s3":
                # Image layers are read from AWS's own buckets, unsigned (Amazon ECR user guide, gateway endpoint).
                layers = allow("ImageLayers", ["s3:GetObject"], f"arn:aws:s3:::prod-{region}-starport-layer-bucket/*")
                statements = [statement, layers | {"Principal": "*"}]
            else:
                statements = [statement]
            self._child(
                f"{service}-endpoint",
                aws.ec2.VpcEndpoint,
                {
                    "vpc_id": self._vpc.id,
                    "service_name": f"com.amazonaws.{region}.{service}",
                    "vpc_endpoint_type": "Gateway",
                    "route_table_ids": [table.id for table in tables],
                    "policy": document(statements),
                },
            )
        for service in interfaces:
            self._child(
                f"{service.replace('.', '-')}-endpoint",
                aws.ec2.VpcEndpoint,
                {
                    "vpc_id": self._vpc.id,
                    "service_name": f"com.amazonaws.{region}.{service}",
                    "vpc_endpoint_type": "Interface",
                    "private_dns_enabled": True,
                    "subnet_ids": [subnet.id for subnet in private],
                    "security_group_ids": [self._groups[Part.ENDPOINTS].id],
                    "policy": document([allow("ThisAccount", ["*"], "*", only_here) | {"Principal": "*"}]),
                },
            )

    def _flow_logs(self, key_arn: pulumi.Input[str]) -> None:
        group = self._child(
            "flow-log-group",
            aws.cloudwatch.LogGroup,
            {
                "name": f"/citycell/{self._cell['cell']}/network",
                "retention_in_days": AUDIT_DAYS,
                "kms_key_id": key_arn,
            },
            data_class=DataClass.LOGS,
        )
        role = self._child(
            "flow-log-role",
            aws.iam.Role,
            {
                "name": self._physical("flow-logs"),
                "assume_role_policy": trust("vpc-flow-logs.amazonaws.com", self._cell["account_id"]),
            },
        )
        streams = group.arn.apply(lambda arn: f"{arn.removesuffix(':*')}:*")
        self._child(
            "flow-log-policy",
            aws.iam.RolePolicy,
            {
                "role": role.name,
                "policy": document(
                    [allow("Write", ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"], streams)]
                ),
            },
        )
        self._child(
            "flow-log",
            aws.ec2.FlowLog,
            {
                "vpc_id": self._vpc.id,
                "traffic_type": "ALL",
                "log_destination_type": "cloud-watch-logs",
                "log_destination": group.arn,
                "iam_role_arn": role.arn,
                "max_aggregation_interval": 600,
            },
        )


_TABLE = [
    f"dynamodb:{action}" for action in ("GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query", "BatchGetItem")
]


def _ends(owner: pulumi.Output[str], other: pulumi.Output[str], description: str) -> dict[str, object]:
    return {"security_group_id": owner, "referenced_security_group_id": other, "description": description}


def _plan(name: str, args: NetworkArgs) -> tuple[tuple[str, ...], list[ZoneAddresses]]:
    """The zones and their blocks.

    Raises:
        ArgumentError: the region cannot hold a cell, or the block is none or too small.
    """
    zones = AVAILABILITY_ZONES.get(args["region"])
    if zones is None:
        raise ArgumentError(f"Network {name!r}", "region", args["region"], "no cell fits there", AVAILABILITY_ZONES)
    try:
        block = IPv4Network(args["cidr"])
    except (AddressValueError, ValueError) as error:
        raise refuse("Network", name, "cidr", args["cidr"], f"that is no IPv4 block ({error})") from None
    if block.prefixlen > SMALLEST_PREFIX:
        raise refuse("Network", name, "cidr", args["cidr"], f"a cell needs a /{SMALLEST_PREFIX} or larger")
    return zones, zone_addresses(block, len(zones))
