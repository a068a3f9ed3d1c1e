"""Network paths from the internet to stores."""

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_network

from ...aws import types as aws
from ...aws.network.reachability import paths
from ...aws.network.security_groups import ambiguous, groups_of, ingress_of, is_public, rules_of
from ...model.values import Value
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Scope, Severity, parameter

_VPC = aws.EC2_VPC


@dataclass(frozen=True)
class Parameters:
    """Settings of the rule."""

    hops: tuple[str, ...] = parameter(
        ("internet > load balancer", "load balancer > service", "service > store", "service > proxy", "proxy > store"),
        "Allowed hops on a path from the internet to a store, between: internet, load balancer, service, function, "
        "proxy, instance, anything (a security group that no resource of the stack uses) and store.",
    )
    addresses: tuple[str, ...] = parameter(
        (), "Private address blocks outside the VPC that may reach a store, such as those of a peered network."
    )


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on a store that addresses outside its VPC can reach, or the internet by a path that is not allowed."""
    path = aws.STORES[resource.type].security_groups
    if not path:
        return
    value = resource.properties.at(path)
    groups = groups_of(resource, path)
    if ambiguous(resource, path) or (value.unknown and not groups):
        yield NotEvaluated(value.path)
    found = paths(resource.stack, frozenset(parameters.hops))
    for reason in dict.fromkeys(
        reason for group in groups for reason in _reasons(group, found.into(group), parameters)
    ):
        yield Finding(value.path, reason)


def _reasons(group: Resource, path_to_store: list[str], parameters: Parameters) -> Iterator[str]:
    if any(_outside(group, address, parameters.addresses) for address in _addresses(group)):
        yield "allows addresses outside the VPC to reach the store directly"
    if path_to_store:
        yield f"opens a path from the internet to the store through {', '.join(path_to_store)}"


def _addresses(group: Resource) -> Iterator[Value]:
    return (address for rule in rules_of(group) for opening in ingress_of(rule) for address in opening.addresses)


def _outside(group: Resource, address: Value, allowed: tuple[str, ...]) -> bool:
    """Whether an address is public, or known to be outside the VPC."""
    if is_public(address.text):
        return True
    blocks = [vpc["cidrBlock"].text for vpc in group.edges.get("vpcId", ()) if vpc.type == _VPC]
    return all(blocks) and bool(blocks) and not any(_within(address.text, block) for block in (*blocks, *allowed))


def _within(address: str, block: str) -> bool:
    """Whether one block lies in another. An invalid address counts as inside because it opens nothing."""
    try:
        inner, outer = ip_network(address, strict=False), ip_network(block, strict=False)
    except ValueError:
        return True
    return inner.version == outer.version and inner.subnet_of(outer)  # pyright: ignore[reportArgumentType]


RULE = Rule(
    id="store-reachability",
    title="Stores are reachable from the internet only through a load balancer and a service",
    description=(
        "Each security group may look right while their rules together open a path from the internet to a store."
    ),
    severity=Severity.CRITICAL,
    types=tuple(aws.STORES),
    remediation="Allow only the security groups of the store's services, or add the hop to the parameter hops",
    url="https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
    check=check,
    scope=Scope.STACK,
    parameters=Parameters,
)
