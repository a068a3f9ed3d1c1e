"""The cell's own network: three zones, three tiers, and one declared list of who talks to whom."""

import pulumi

from ..core.component import Component, Transforms
from ..plan.traffic import Part
from .args import NetworkArgs
from .config import check
from .endpoints import make_gateway_endpoints, make_interface_endpoints
from .groups import make_groups, open_https
from .logs import make_flow_log
from .tiers import make_tiers


class Network(Component):
    """VPC with public, private and data subnets in three zones, or what a cell adds to a VPC that exists.

    Data subnets have no way out at all: their route table has no route, and their access list knows the cell's
    addresses only. Public subnets are there only where something needs them. Nothing gets a public address by itself,
    the default security group is empty, traffic is logged for a year, and private subnets reach S3 and DynamoDB through
    free gateway endpoints, in this account only. The security groups are those of `plan.traffic`, each with exactly the
    declared flows.

    In a VPC that exists (`existing`) it makes security groups, endpoints and flow logs, and changes nothing of it.
    """

    vpc_id: pulumi.Output[str]
    """The VPC."""
    cidr: pulumi.Output[str]
    """Its IPv4 block."""
    ipv6_cidr: pulumi.Output[str]
    """Its IPv6 block; empty without IPv6 and in a VPC that existed."""
    availability_zones: list[str]
    """Its zones; none are known of a VPC that existed."""
    public_subnet_ids: pulumi.Output[list[str]]
    """Subnets of what faces the internet; none where nothing does."""
    private_subnet_ids: pulumi.Output[list[str]]
    """Subnets of tasks, functions and the internal load balancer."""
    data_subnet_ids: pulumi.Output[list[str]]
    """Subnets of brokers, caches and databases."""
    security_group_ids: pulumi.Output[dict[str, str]]
    """Security group by part: those of `plan.traffic.Part` and those that `flows` and `https_clients` add."""
    nat_addresses: pulumi.Output[list[str]]
    """Public addresses that the cell calls out from, for providers that admit known callers only."""

    def __init__(
        self,
        name: str,
        args: NetworkArgs,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transforms: Transforms | None = None,
    ) -> None:
        checked = check(name, args)
        super().__init__(name, args, opts, transforms)
        tiers = make_tiers(self._child, checked)
        self._groups = make_groups(self._child, checked, tiers, self._cell["cell"], self._physical)
        prefixes = make_gateway_endpoints(self._child, tiers, self._cell)
        open_https(self._child, checked, self._groups, prefixes)
        make_interface_endpoints(self._child, checked, tiers, self._cell, self.group(Part.ENDPOINTS))
        make_flow_log(self._child, checked, args, tiers.vpc_id, self._physical)

        self.vpc_id = tiers.vpc_id
        self.cidr = tiers.cidr
        self.ipv6_cidr = pulumi.Output.from_input("") if tiers.ipv6_cidr is None else tiers.ipv6_cidr
        self.availability_zones = list(checked.zones) if checked.own else []
        self.public_subnet_ids = tiers.public_subnet_ids
        self.private_subnet_ids = tiers.private_subnet_ids
        self.data_subnet_ids = tiers.data_subnet_ids
        self.security_group_ids = pulumi.Output.all(**{part: group.id for part, group in self._groups.items()})
        self.nat_addresses = pulumi.Output.all(*tiers.nat_addresses)
        self._finish()

    def group(self, part: str) -> pulumi.Output[str]:
        """The security group of one part: a `plan.traffic.Part`, or one that `flows` or `https_clients` add."""
        return self._groups[part].id
