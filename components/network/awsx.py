"""A VPC made with Pulumi's own `awsx.ec2.Vpc`, as a network of a cell."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pulumi
import pulumi_aws as aws

from ..core.errors import ArgumentError
from .args import ExistingVpcArgs

if TYPE_CHECKING:
    import pulumi_awsx as awsx


def existing_vpc(vpc: "awsx.ec2.Vpc") -> ExistingVpcArgs:
    """The argument `existing` of `Network` for an `awsx.ec2.Vpc`.

    Its isolated subnets become the data tier, so its `subnet_specs` must have some (awsx makes none by default). Its
    route tables get gateway endpoints of S3 and DynamoDB: leave them out of its `vpc_endpoint_specs`.

    Raises:
        ArgumentError: while deploying, when it has no isolated or no private subnets.
    """
    return {
        "vpc_id": vpc.vpc_id,
        "cidr": vpc.vpc.apply(lambda made: made.cidr_block),
        "private_subnet_ids": vpc.private_subnet_ids.apply(lambda ids: _some(ids, "private")),
        "data_subnet_ids": vpc.isolated_subnet_ids.apply(lambda ids: _some(ids, "isolated")),
        "public_subnet_ids": vpc.public_subnet_ids.apply(list),
        "route_table_ids": vpc.route_tables.apply(_ids),
    }


def _some(ids: Sequence[str], kind: str) -> list[str]:
    if not ids:
        limit = f"a cell needs {kind} subnets: name SubnetType.{kind.upper()} in the VPC's subnet_specs"
        raise ArgumentError("existing_vpc", f"{kind}_subnet_ids", list(ids), limit)
    return list(ids)


def _ids(tables: Sequence[aws.ec2.RouteTable]) -> pulumi.Output[list[str]]:
    return pulumi.Output.all(*[table.id for table in tables])
