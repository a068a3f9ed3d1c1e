"""Subnets: whether one is public, and which subnets a store is in."""

from collections.abc import Iterator

from ...indexes import by_text, once, referred
from ...model.values import Value
from ...rule import Resource, Stack
from .. import types as aws

_SUBNET_GROUPS = {
    "rds": aws.RDS_SUBNET_GROUP,
    "elasticache": aws.ELASTICACHE_SUBNET_GROUP,
    "redshift": aws.REDSHIFT_SUBNET_GROUP,
}
"""By the provider's module of the stores that use them."""

_groups_by_name = {module: by_text(kind, "name") for module, kind in _SUBNET_GROUPS.items()}
_routes_by_table = by_text(aws.EC2_ROUTE, "routeTableId")
_associations_by_subnet = by_text(aws.EC2_ROUTE_TABLE_ASSOCIATION, "subnetId")


def is_public_subnet(subnet: Resource) -> bool:
    """Whether the route table of a subnet, or else the main table of its VPC, has a route to an internet gateway.

    https://docs.aws.amazon.com/vpc/latest/userguide/RouteTables.html#main-route-table
    """
    associations = [
        *subnet.used_by(aws.EC2_ROUTE_TABLE_ASSOCIATION, by="subnetId"),
        *_associations_by_subnet(subnet.stack).get(subnet.id, ()),
    ]
    if associations:
        return any(_is_public(table) for user in associations for table in _tables(user))
    return any(vpc.urn in _public_by_main_table(subnet.stack) for vpc in referred(subnet, subnet["vpcId"], aws.EC2_VPC))


def _tables(association: Resource) -> list[Resource]:
    return referred(association, association["routeTableId"], aws.EC2_ROUTE_TABLE, aws.EC2_DEFAULT_ROUTE_TABLE)


@once
def _public_by_main_table(stack: Stack) -> frozenset[str]:
    """The VPCs whose main route table has a route to an internet gateway, by URN."""
    return frozenset(vpc.urn for vpc in stack.of(aws.EC2_VPC) if _main_is_public(vpc))


def _main_is_public(vpc: Resource) -> bool:
    """Whether the main route table of a VPC, the associated one or else the default, routes to an internet gateway."""
    chosen = list(vpc.used_by(aws.EC2_MAIN_ROUTE_TABLE_ASSOCIATION, by="vpcId"))
    if chosen:
        return any(_is_public(table) for user in chosen for table in _tables(user))
    adopted = vpc.used_by(aws.EC2_DEFAULT_ROUTE_TABLE, by="defaultRouteTableId")
    return any(map(_is_public, adopted)) or any(
        map(_to_internet_gateway, vpc.used_by(aws.EC2_ROUTE, by="routeTableId"))
    )


def _is_public(table: Resource) -> bool:
    if any(source.type == aws.EC2_INTERNET_GATEWAY for source in table.edges.get("routes", ())):
        return True
    if any(route["gatewayId"].text.startswith("igw-") for route in table["routes"].elements()):
        return True
    routes = [*table.used_by(aws.EC2_ROUTE, by="routeTableId"), *_routes_by_table(table.stack).get(table.id, ())]
    return any(map(_to_internet_gateway, routes))


def _to_internet_gateway(route: Resource) -> bool:
    return route["gatewayId"].text.startswith("igw-") or any(
        route.sources(route["gatewayId"], aws.EC2_INTERNET_GATEWAY)
    )


def subnets_of(store: Resource) -> Iterator[Resource]:
    """The subnets of the stack that a store is in, listed by the store or by its subnet group."""
    value = store.properties.at(aws.TYPES[store.type].subnets)
    for named in value.elements():
        yield from referred(store, named, aws.EC2_SUBNET)
    for group in _subnet_groups(store, value):
        for named in group["subnetIds"].elements():
            yield from referred(group, named, aws.EC2_SUBNET)


def _subnet_groups(store: Resource, value: Value) -> list[Resource]:
    """The subnet groups of a store, found by its edges or by the group's name, which is its id."""
    module = store.type.split(":")[1].split("/")[0]
    if module not in _SUBNET_GROUPS:
        return []
    named = _groups_by_name[module](store.stack).get(value.text, ())
    return list(named) or referred(store, value, _SUBNET_GROUPS[module])
