"""A VPC made with Pulumi's `awsx.ec2.Vpc`, as the network of a cell."""

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

    The isolated subnets become the data tier, so `subnet_specs` must have some; awsx makes none by default. The route
    tables get routes to gateway endpoints of S3 and DynamoDB: leave those out of `vpc_endpoint_specs`.

    Raises:
        ArgumentError: during the update, if the VPC has no isolated or no private subnets.
    """
    return {
        "vpc_id": vpc.vpc_id,
        "cidr": vpc.vpc.apply(lambda inner: inner.cidr_block),
        "private_subnet_ids": vpc.private_subnet_ids.apply(lambda ids: _at_least_one(ids, "private")),
        "data_subnet_ids": vpc.isolated_subnet_ids.apply(lambda ids: _at_least_one(ids, "isolated")),
        "public_subnet_ids": vpc.public_subnet_ids.apply(list),
        "route_table_ids": vpc.route_tables.apply(_ids),
    }


def _at_least_one(ids: Sequence[str], kind: str) -> list[str]:
    if not ids:
        message = f"a cell needs {kind} subnets: name SubnetType.{kind.upper()} in the VPC's subnet_specs"
        raise ArgumentError("existing_vpc", f"{kind}_subnet_ids", list(ids), message)
    return list(ids)


def _ids(tables: Sequence[aws.ec2.RouteTable]) -> pulumi.Output[list[str]]:
    return pulumi.Output.all(*[table.id for table in tables])
