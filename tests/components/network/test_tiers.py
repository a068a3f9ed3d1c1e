"""Tiers of subnets: their addresses, their routes, and the ways out."""

from collections.abc import Mapping
from typing import Any

import pytest

from components.plan.traffic import HTTPS_CLIENTS
from tests.components.network.recorded import EGRESS, ENDPOINT, SUBNET, names, network, routes
from tests.components.recording import Recorder

EXCLUSION = "aws:ec2/vpcBlockPublicAccessExclusion:VpcBlockPublicAccessExclusion"


def subnets(recorder: Recorder) -> dict[str, str]:
    """Zone and block of each subnet by role."""
    found = recorder.of_type(SUBNET)
    return {item.name: f"{item.inputs['availabilityZone']} {item.inputs['cidrBlock']}" for item in found}


PRIVATE = {f"private-{zone}-route" for zone in "abc"}
ROUTES_OF_NAT: list[tuple[str, dict[str, str], list[str]]] = [
    ("none", {}, []),
    ("one", {"public-route": "net-internet-gateway-id"} | dict.fromkeys(PRIVATE, "net-nat-a-id"), ["public-a"]),
    (
        "per-zone",
        {"public-route": "net-internet-gateway-id"} | {f"private-{z}-route": f"net-nat-{z}-id" for z in "abc"},
        ["public-a", "public-b", "public-c"],
    ),
    ("regional", dict.fromkeys(PRIVATE, "net-nat-id"), []),
]


@pytest.mark.parametrize(("nat", "expected", "public"), ROUTES_OF_NAT)
def test_nat_decides_routes_and_public_subnets(nat: str, expected: Mapping[str, str], public: list[str]) -> None:
    """Private subnets have a route to NAT, data subnets have none, and public subnets exist only for NAT."""
    made = network(nat=nat)
    assert expected == routes(made)
    assert public == [role for role in names(made, SUBNET) if role.startswith("public")]


@pytest.mark.parametrize(("nat", "addresses"), [("none", 0), ("one", 1), ("per-zone", 3), ("regional", 3)])
def test_nat_has_elastic_ip_addresses(nat: str, addresses: int) -> None:
    """Providers can put the addresses on their allow lists; a regional NAT gateway has them too."""
    made = network(nat=nat)
    given = [item.inputs for item in made.of_type("aws:ec2/natGateway:NatGateway")]
    allocated = [item for gateway in given for item in gateway.get("availabilityZoneAddresses", [gateway])]
    assert addresses == len(allocated) == len(made.of_type("aws:ec2/eip:Eip"))


def test_another_nat_changes_no_subnet_and_no_association() -> None:
    """Private and data subnets and their route tables stay when NAT is added."""

    def standing(nat: str) -> dict[tuple[str, str], dict[str, Any]]:
        kept = (SUBNET, "aws:ec2/routeTableAssociation:RouteTableAssociation", "aws:ec2/routeTable:RouteTable")
        return {(item.type, item.name): item.inputs for token in kept for item in network(nat=nat).of_type(token)}

    least = standing("none")
    assert all(least == {key: more[key] for key in least} for more in map(standing, ("one", "per-zone", "regional")))


def test_a_third_zone_changes_no_other() -> None:
    """The subnets of two zones are the same, with the same names, as with three."""
    two, three = subnets(network(zones=2)), subnets(network())
    assert (len(two), len(three)) == (6, 9)
    assert two == {name: three[name] for name in two}


def test_a_public_tier_needs_no_nat() -> None:
    """There are an internet gateway and public subnets, while private subnets have no route out."""
    made = network(nat="none", public_tier=True)
    assert routes(made) == {"public-route": "net-internet-gateway-id"}
    assert sum(role.startswith("public") for role in names(made, SUBNET)) == 3


def test_the_data_tier_is_reached_from_the_cell_only() -> None:
    """It has no route out and no gateway endpoint, and its network ACL allows the cell's blocks."""
    made = network(ipv6=True)
    acl = made.one("aws:ec2/networkAcl:NetworkAcl").inputs
    assert acl["subnetIds"] == ["net-data-a-id", "net-data-b-id", "net-data-c-id"]
    for rules in (acl["ingress"], acl["egress"]):
        assert [rule.get("cidrBlock", rule.get("ipv6CidrBlock")) for rule in rules] == [
            "10.1.0.0/16",
            "2a05:d018:abc:1200::/56",
        ]
    joined = {table for item in made.of_type(ENDPOINT) for table in item.inputs.get("routeTableIds", [])}
    assert {f"net-private-{zone}-routes-id" for zone in "abc"} == joined


def test_ipv6_is_outbound_only_from_private_subnets() -> None:
    """Only private subnets assign addresses, and their route leads to an egress-only gateway."""
    made = network(ipv6=True)
    leading = {role: target for role, target in routes(made).items() if role.endswith("v6")}
    outwards = {f"private-{zone}-route-v6": "net-egress-only-gateway-id" for zone in "abc"}
    assert outwards | {"public-route-v6": "net-internet-gateway-id"} == leading
    giving = [item.name for item in made.of_type(SUBNET) if item.inputs["assignIpv6AddressOnCreation"]]
    assert giving == ["net-private-a", "net-private-b", "net-private-c"]
    assert made.one(SUBNET, "net-data-b").inputs["ipv6CidrBlock"] == "2a05:d018:abc:1230::/64"
    v6 = [rule.inputs["cidrIpv6"] for rule in made.of_type(EGRESS) if "cidrIpv6" in rule.inputs]
    assert ["::/0"] * len(HTTPS_CLIENTS) == v6


def test_without_ipv6_nothing_has_ipv6() -> None:
    """There are no addresses, gateways or rules of IPv6."""
    made = network()
    assert made.of_type("aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway") == []
    assert [item.name for item in made.registrations if "ipv6" in str(item.inputs) and "Vpc" not in item.type] == []


EXCLUSIONS: list[tuple[dict[str, Any], dict[str, tuple[str, str]]]] = [
    ({}, {}),
    ({"public_access_block": "block-ingress"}, {}),
    (
        {"public_access_block": "block-ingress", "public_tier": True, "zones": 2},
        {
            "public-a-exclusion": ("net-public-a-id", "allow-bidirectional"),
            "public-b-exclusion": ("net-public-b-id", "allow-bidirectional"),
        },
    ),
    ({"public_access_block": "block-bidirectional"}, {"exclusion": ("net-vpc-id", "allow-egress")}),
    ({"public_access_block": "block-bidirectional", "nat": "none"}, {}),
    (
        {"public_access_block": "block-bidirectional", "nat": "none", "public_tier": True},
        {"exclusion": ("net-vpc-id", "allow-bidirectional")},
    ),
]


@pytest.mark.parametrize(("change", "excluded"), EXCLUSIONS)
def test_only_what_needs_it_is_excluded_from_the_block(
    change: dict[str, Any], excluded: dict[str, tuple[str, str]]
) -> None:
    """A network that needs nothing that the account blocks makes no exclusion."""
    made = {item.name.removeprefix("net-"): item.inputs for item in network(**change).of_type(EXCLUSION)}
    assert excluded == {
        role: (given.get("subnetId", given.get("vpcId")), given["internetGatewayExclusionMode"])
        for role, given in made.items()
    }
