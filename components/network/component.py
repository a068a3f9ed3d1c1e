"""The cell's network: its VPC with three tiers, one declared list of allowed flows, endpoints and flow logs."""

from collections.abc import Mapping, Sequence

import pulumi
import pulumi_aws as aws

from ..core.component import Component, Props, Transforms
from ..core.iam import document, trust
from ..plan.addresses import Tier
from ..plan.traffic import Part
from . import endpoints, groups, logs, tiers
from .args import NetworkArgs
from .config import FlowLogConfig, NetworkConfig, OwnVpcConfig, resolve
from .groups import Groups
from .tiers import Subnets, Tiers


class Network(Component):
    """A VPC with public, private and data subnets in up to three zones, or what a cell adds to an existing VPC.

    Data subnets have no route out, and their network ACL allows the cell's own addresses only. Public subnets exist
    only where something needs them. Nothing gets a public IP address by default, and the default security group is
    empty. Flow logs record all traffic for a year. Private subnets reach S3 and DynamoDB of this account through free
    gateway endpoints. The security groups are those of `plan.traffic`, each with exactly the declared flows.

    In an existing VPC (`existing`) it makes security groups, endpoints and flow logs, and changes nothing else.
    """

    vpc_id: pulumi.Output[str]
    """The VPC."""
    cidr: pulumi.Output[str]
    """Its IPv4 block."""
    ipv6_cidr: pulumi.Output[str] | None
    """Its IPv6 block; None without IPv6 and for an existing VPC."""
    availability_zones: list[str]
    """Its zones; empty for an existing VPC, whose zones are not known."""
    public_subnet_ids: pulumi.Output[list[str]]
    """Subnets of internet-facing resources; empty where there are none."""
    private_subnet_ids: pulumi.Output[list[str]]
    """Subnets of tasks, functions and the internal load balancer."""
    data_subnet_ids: pulumi.Output[list[str]]
    """Subnets of brokers, caches and databases."""
    security_group_ids: pulumi.Output[dict[str, str]]
    """Security groups by name: those of `plan.traffic.Part` and those that `flows` and `https_clients` add."""
    nat_addresses: pulumi.Output[list[str]]
    """Public addresses of NAT, for the allow lists of providers that the cell calls."""

    def __init__(
        self,
        name: str,
        args: NetworkArgs,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transforms: Transforms | None = None,
    ) -> None:
        config = resolve(name, args)
        super().__init__(name, args, opts, transforms)
        if isinstance(config.vpc, OwnVpcConfig):
            layout = self._make_vpc(config.vpc)
        else:
            layout = tiers.existing_tiers(config.vpc)
        self._groups = self._make_groups(config, layout.vpc_id)
        prefixes = self._make_gateway_endpoints(layout)
        self._make_rules(groups.rules(config, layout, self._groups, prefixes))
        self._make_interface_endpoints(config, layout)
        self._make_flow_log(config.flow_log, layout.vpc_id)

        self.vpc_id = layout.vpc_id
        self.cidr = layout.cidr
        self.ipv6_cidr = layout.ipv6_cidr
        self.availability_zones = list(layout.availability_zones)
        self.public_subnet_ids = layout.public_subnet_ids
        self.private_subnet_ids = layout.private_subnet_ids
        self.data_subnet_ids = layout.data_subnet_ids
        self.security_group_ids = pulumi.Output.all(**{part: group.id for part, group in self._groups.items()})
        self.nat_addresses = pulumi.Output.all(*layout.nat_addresses)
        self._finish()

    def group(self, part: str) -> pulumi.Output[str]:
        """The security group of a `plan.traffic.Part`, or of a name that `flows` or `https_clients` add.

        Raises:
            ArgumentError: the network has no such security group.
        """
        if part not in self._groups:
            raise self._error("part", part, "the network has no such security group", sorted(self._groups))
        return self._groups[part].id

    def _make_vpc(self, config: OwnVpcConfig) -> Tiers:
        """The cell's own VPC with its subnets, route tables and gateways."""
        vpc = self._child("vpc", aws.ec2.Vpc, tiers.vpc_props(config))
        self._child("default-security-group", aws.ec2.DefaultSecurityGroup, {"vpc_id": vpc.id})
        public, private, data = (
            self._make_subnets(config, vpc, tier) for tier in (Tier.PUBLIC, Tier.PRIVATE, Tier.DATA)
        )
        self._make_route_table("data", vpc, data)
        self._child("data-acl", aws.ec2.NetworkAcl, tiers.data_acl(config, vpc, data))
        addresses = {
            zone: self._child(f"nat-{zone[-1]}-address", aws.ec2.Eip, {"domain": "vpc"})
            for zone in config.address_zones
        }
        nats: list[aws.ec2.NatGateway] = []
        if config.has_internet_gateway:
            gateway = self._make_internet_gateway(config, vpc, public)
            nats = self._make_nats(tiers.nat_gateways(config, vpc, public, addresses), gateway)
        tables = self._make_private_routes(config, vpc, private, nats)
        for role, props in tiers.exclusions(config, vpc, public).items():
            self._child(role, aws.ec2.VpcBlockPublicAccessExclusion, props)
        return Tiers(
            vpc_id=vpc.id,
            availability_zones=config.zones,
            cidr=vpc.cidr_block,
            ipv6_cidr=vpc.ipv6_cidr_block if config.ipv6 else None,
            public_subnet_ids=tiers.ids([*public.values()]),
            private_subnet_ids=tiers.ids([*private.values()]),
            data_subnet_ids=tiers.ids([*data.values()]),
            gateway_route_table_ids=tiers.ids(tables),
            nat_addresses=[address.public_ip for address in addresses.values()],
        )

    def _make_subnets(self, config: OwnVpcConfig, vpc: aws.ec2.Vpc, tier: Tier) -> Subnets:
        found = tiers.subnets(config, vpc, tier)
        return {role: self._child(role, aws.ec2.Subnet, props) for role, props in found.items()}

    def _make_internet_gateway(
        self, config: OwnVpcConfig, vpc: aws.ec2.Vpc, public: Subnets
    ) -> aws.ec2.InternetGateway:
        """The internet gateway, with the routes of public subnets to it."""
        gateway = self._child("internet-gateway", aws.ec2.InternetGateway, {"vpc_id": vpc.id})
        if public:
            self._make_routes(self._make_route_table("public", vpc, public), tiers.public_routes(config, gateway))
        return gateway

    def _make_nats(self, wanted: Mapping[str, Props], gateway: aws.ec2.InternetGateway) -> list[aws.ec2.NatGateway]:
        # A NAT gateway works only once the internet gateway is attached.
        return [
            self._child(role, aws.ec2.NatGateway, props, pulumi.ResourceOptions(depends_on=[gateway]))
            for role, props in wanted.items()
        ]

    def _make_private_routes(
        self, config: OwnVpcConfig, vpc: aws.ec2.Vpc, private: Subnets, nats: Sequence[aws.ec2.NatGateway]
    ) -> list[aws.ec2.RouteTable]:
        """A route table in each zone, whatever the NAT, so that another kind of NAT changes routes only."""
        egress_only = None
        if config.ipv6:
            egress_only = self._child("egress-only-gateway", aws.ec2.EgressOnlyInternetGateway, {"vpc_id": vpc.id})
        tables: list[aws.ec2.RouteTable] = []
        for index, (role, member) in enumerate(private.items()):
            table = self._make_route_table(role, vpc, {role: member})
            nat = nats[index % len(nats)] if nats else None
            self._make_routes(table, tiers.private_routes(role, nat, egress_only))
            tables.append(table)
        return tables

    def _make_route_table(self, role: str, vpc: aws.ec2.Vpc, members: Subnets) -> aws.ec2.RouteTable:
        table = self._child(f"{role}-routes", aws.ec2.RouteTable, {"vpc_id": vpc.id})
        for member_role, member in members.items():
            props = {"route_table_id": table.id, "subnet_id": member.id}
            self._child(f"{member_role}-association", aws.ec2.RouteTableAssociation, props)
        return table

    def _make_routes(self, table: aws.ec2.RouteTable, routes: Mapping[str, Props]) -> None:
        for role, route in routes.items():
            self._child(role, aws.ec2.Route, {"route_table_id": table.id, **route})

    def _make_groups(self, config: NetworkConfig, vpc_id: pulumi.Output[str]) -> Groups:
        return {
            part: self._child(
                f"{part}-group",
                aws.ec2.SecurityGroup,
                {
                    "name": self._physical(part),
                    "description": f"{part} of cell {self._cell['cell']}",
                    "vpc_id": vpc_id,
                    "revoke_rules_on_delete": True,
                },
            )
            for part in config.group_names
        }

    def _make_rules(self, rules: groups.Rules) -> None:
        for role, props in rules.egress.items():
            self._child(role, aws.vpc.SecurityGroupEgressRule, props)
        for role, props in rules.ingress.items():
            self._child(role, aws.vpc.SecurityGroupIngressRule, props)

    def _make_gateway_endpoints(self, layout: Tiers) -> dict[str, pulumi.Output[str]]:
        """The gateway endpoints: service to the prefix list of its addresses."""
        wanted = endpoints.gateway_endpoints(layout, self._cell)
        return {service: self._make_endpoint(service, props).prefix_list_id for service, props in wanted.items()}

    def _make_interface_endpoints(self, config: NetworkConfig, layout: Tiers) -> None:
        group_id = self.group(Part.ENDPOINTS)
        wanted = endpoints.interface_endpoints(config.endpoints, layout, self._cell, group_id)
        for service, props in wanted.items():
            self._make_endpoint(service, props)

    def _make_endpoint(self, service: str, props: Props) -> aws.ec2.VpcEndpoint:
        return self._child(f"{service.replace('.', '-')}-endpoint", aws.ec2.VpcEndpoint, props)

    def _make_flow_log(self, config: FlowLogConfig, vpc_id: pulumi.Output[str]) -> None:
        if config.bucket_arn is None:
            destination, policy = self._make_log_destination(config)
            opts = pulumi.ResourceOptions(depends_on=[policy])
        else:
            destination, opts = logs.bucket_destination(config.bucket_arn), None
        self._child("flow-log", aws.ec2.FlowLog, logs.flow_log(config, vpc_id, destination), opts)

    def _make_log_destination(self, config: FlowLogConfig) -> tuple[Props, aws.iam.RolePolicy]:
        """A log group for flow logs with a role that may write it, as a destination, and the policy of the role."""
        group = self._make_log_group("network", config.retention_days, config.key_arn, role="flow-log-group")
        role = self._child(
            "flow-log-role",
            aws.iam.Role,
            {
                "name": self._physical("flow-logs"),
                "assume_role_policy": trust("vpc-flow-logs.amazonaws.com", self._cell["account_id"]),
            },
        )
        statements = document(logs.write_statements(group.arn))
        policy = self._child("flow-log-policy", aws.iam.RolePolicy, {"role": role.name, "policy": statements})
        return logs.group_destination(group.arn, role.arn), policy
