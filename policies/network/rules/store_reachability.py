"""Ways from the internet to what holds data."""

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
        "Hops that a way from the internet to a store may be made of, between internet, load balancer, service, "
        "function, proxy, instance, anything (a group that nothing of the stack stands in) and store.",
    )
    addresses: tuple[str, ...] = parameter(
        (), "Private address blocks outside the VPC that may come to a store, such as those of a peered network."
    )


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on a store that takes addresses outside its VPC, or that unlisted hops lead to from the internet."""
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


def _reasons(group: Resource, way: list[str], parameters: Parameters) -> Iterator[str]:
    if any(_outside(group, address, parameters.addresses) for address in _addresses(group)):
        yield "lets addresses outside the VPC come straight to the store"
    if way:
        yield f"leads from the internet to the store through {', '.join(way)}"


def _addresses(group: Resource) -> Iterator[Value]:
    return (address for rule in rules_of(group) for opening in ingress_of(rule) for address in opening.addresses)


def _outside(group: Resource, address: Value, allowed: tuple[str, ...]) -> bool:
    """Whether an address is a public one, or lies outside the VPC where that is known."""
    if is_public(address.text):
        return True
    blocks = [vpc["cidrBlock"].text for vpc in group.edges.get("vpcId", ()) if vpc.type == _VPC]
    return all(blocks) and bool(blocks) and not any(_within(address.text, block) for block in (*blocks, *allowed))


def _within(address: str, block: str) -> bool:
    """Whether one block lies in another; what is no address counts as inside, as it opens nothing."""
    try:
        inner, outer = ip_network(address, strict=False), ip_network(block, strict=False)
    except ValueError:
        return True
    return inner.version == outer.version and inner.subnet_of(outer)  # pyright: ignore[reportArgumentType]


RULE = Rule(
    id="store-reachability",
    title="No way leads from the internet to what holds data but through a load balancer and a service",
    description="Each security group may look right while their rules together lead from the internet to a store.",
    severity=Severity.CRITICAL,
    types=tuple(aws.STORES),
    remediation="Let only the security groups of its services into the store's, or list the hop in the knob hops",
    url="https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
    check=check,
    scope=Scope.STACK,
    parameters=Parameters,
)
