"""The configuration of a network: what follows from its arguments."""

from typing import Any

import pytest

from components.network.config import ExistingVpcConfig, NetworkConfig, OwnVpcConfig, resolve
from components.plan.egress import ENDPOINT_ACTIONS, REQUIRED, Nat
from components.plan.traffic import FLOWS, HTTPS_CLIENTS, Part
from tests.components.network.recorded import OWN
from tests.components.samples.network import EXISTING, FLOW


def config(**change: Any) -> NetworkConfig:
    """A resolved network; a change to None removes an argument."""
    args: Any = {key: value for key, value in (OWN | change).items() if value is not None}
    return resolve("net", args)


def own_vpc(**change: Any) -> OwnVpcConfig:
    """The VPC of a resolved network that has its own."""
    vpc = config(**change).vpc
    assert isinstance(vpc, OwnVpcConfig)
    return vpc


def test_the_defaults_are_three_zones_with_nat_in_each() -> None:
    """IPv4 only, and no public subnets beyond those of NAT."""
    vpc = own_vpc()
    assert (len(vpc.zones), vpc.nat, vpc.ipv6, vpc.public_tier) == (3, Nat.PER_ZONE, False, False)
    assert (config().flow_log.retention_days, config().flow_log.interval_seconds) == (365, 600)


@pytest.mark.parametrize(
    ("nat", "public", "addresses"),
    [("none", 0, 0), ("one", 1, 1), ("per-zone", 3, 3), ("regional", 0, 3)],
)
def test_nat_decides_public_zones_and_addresses(nat: str, public: int, addresses: int) -> None:
    """A public tier has subnets in all zones, whatever the NAT."""
    assert (len(own_vpc(nat=nat).public_zones), len(own_vpc(nat=nat).address_zones)) == (public, addresses)
    assert len(own_vpc(nat=nat, public_tier=True).public_zones) == 3
    assert own_vpc(nat=nat).has_internet_gateway == (nat != "none")
    assert own_vpc(nat=nat, public_tier=True).has_internet_gateway


@pytest.mark.parametrize(
    ("change", "isolated"),
    [({"nat": "none"}, True), ({"nat": "none", "ipv6": True}, False), ({"nat": "one"}, False)],
)
def test_a_network_without_nat_and_ipv6_is_isolated(change: dict[str, Any], isolated: bool) -> None:
    """IPv6 has a route out through the egress-only gateway."""
    assert own_vpc(**change).is_isolated is isolated


def test_flows_and_clients_are_added_to_those_of_the_plan() -> None:
    """New names follow the cell's own among the security groups."""
    resolved = config(flows=[FLOW], https_clients={"maps": "tiles"})
    assert resolved.flows[: len(FLOWS)] == FLOWS
    assert resolved.https_clients == {**HTTPS_CLIENTS, "maps": "tiles"}
    assert resolved.group_names == [*Part, "maps", "menus"]
    assert config().group_names == list(Part)


def test_an_endpoint_allows_the_actions_of_the_plan_or_of_the_argument() -> None:
    """The argument replaces the plan's actions."""
    assert config(interface_endpoints=["kms"]).endpoints == {"kms": ENDPOINT_ACTIONS["kms"]}
    replaced = config(interface_endpoints=["kms"], endpoint_actions={"kms": ["kms:Sign"]})
    assert replaced.endpoints == {"kms": ["kms:Sign"]}


def test_required_endpoints_are_chosen_only_where_nat_is_known_to_be_missing() -> None:
    """An existing VPC may have NAT."""
    assert set(config(nat="none").endpoints) == set(REQUIRED)
    existing = config(cidr=None, existing=EXISTING)
    assert isinstance(existing.vpc, ExistingVpcConfig)
    assert (existing.endpoints, existing.vpc.route_table_ids, existing.vpc.public_subnet_ids) == ({}, None, [])
