"""The network as a whole: an existing VPC, and its outputs."""

from typing import Any

import pulumi
import pytest

from components import ArgumentError, Network
from tests.components.network.recorded import ENDPOINT, INGRESS, OWN, SUBNET, names, network
from tests.components.recording import record
from tests.components.samples.network import EXISTING


def test_an_existing_vpc_is_not_changed() -> None:
    """Security groups, rules, endpoints and a flow log are made; no subnet, route table, gateway or ACL."""
    made = network(cidr=None, existing={**EXISTING, "route_table_ids": ["r1"]}, interface_endpoints=["kms"])
    kinds = {item.type.rsplit(":", 1)[1] for item in made.registrations if item.type.startswith("aws:")}
    assert {
        *("SecurityGroup", "SecurityGroupIngressRule", "SecurityGroupEgressRule"),
        *("VpcEndpoint", "FlowLog", "LogGroup", "Role", "RolePolicy"),
    } == kinds
    assert made.one(ENDPOINT, "s3-endpoint").inputs["routeTableIds"] == ["r1"]
    assert made.one(ENDPOINT, "kms-endpoint").inputs["subnetIds"] == ["p1", "p2", "p3"]
    assert made.one(INGRESS, "endpoints-https-in").inputs["cidrIpv4"] == "172.31.0.0/16"


def test_an_existing_vpc_may_be_made_by_the_same_program() -> None:
    """Subnets whose ids are not known yet are accepted one by one."""

    def made() -> None:
        late = {**EXISTING, "private_subnet_ids": [pulumi.Output.from_input(name) for name in ("a", "b")]}
        args = {key: value for key, value in OWN.items() if key != "cidr"}
        Network("net", {**args, "existing": late})  # pyright: ignore[reportArgumentType] - the tests' dict

    assert names(record(made), SUBNET) == []


def test_an_existing_vpc_without_route_tables_gets_no_gateway_endpoints() -> None:
    """Its owner has them already."""
    assert names(network(cidr=None, existing=EXISTING), ENDPOINT) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [({}, None), ({"ipv6": True}, "2a05:d018:abc:1200::/56"), ({"cidr": None, "existing": EXISTING}, None)],
)
def test_only_a_network_with_ipv6_has_an_ipv6_block(change: dict[str, Any], expected: str | None) -> None:
    """Without one, the output is not registered."""
    recorder = network(**change)
    assert recorder.outputs[recorder.registrations[0].urn].get("ipv6Cidr") == expected


def test_a_security_group_that_does_not_exist_is_an_error() -> None:
    """It lists those that there are."""
    args: Any = OWN
    with pytest.raises(
        ArgumentError, match=r"part is 'menus', but the network has no such security group; choose from"
    ):
        record(lambda: Network("net", args).group("menus"))
