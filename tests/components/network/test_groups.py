"""Security groups: exactly the declared flows, and HTTPS as far as there is a route out."""

from typing import Any

import pulumi

from components import Network
from components.plan.traffic import FLOWS, HTTPS_CLIENTS, Part
from tests.components.network.recorded import EGRESS, INGRESS, OWN, network
from tests.components.recording import record
from tests.components.samples.network import FLOW


def test_every_flow_is_one_egress_and_one_ingress_rule() -> None:
    """The rules are the declared flows, each with its own port."""
    made = network()

    def between(token: str, near: str, far: str) -> set[tuple[Any, ...]]:
        return {
            (rule.inputs[near], rule.inputs[far], rule.inputs["fromPort"], rule.inputs["toPort"])
            for rule in made.of_type(token)
            if "referencedSecurityGroupId" in rule.inputs
        }

    wanted = {(f"net-{flow.source}-group-id", f"net-{flow.target}-group-id", flow.port, flow.port) for flow in FLOWS}
    assert wanted == between(EGRESS, "securityGroupId", "referencedSecurityGroupId")
    assert wanted == between(INGRESS, "referencedSecurityGroupId", "securityGroupId")


def test_arguments_add_security_groups_and_flows() -> None:
    """A new name gets a security group, its rules, and its place among the outputs."""
    made: list[Network] = []
    recorder = record(
        lambda: made.append(Network("net", OWN | {"flows": [FLOW], "https_clients": {"maps": "tiles"}}))  # pyright: ignore[reportArgumentType] - the tests' dict
    )
    groups = {f"net-{part}-group" for part in [*Part, "menus", "maps"]}
    assert groups == {item.name for item in recorder.of_type("aws:ec2/securityGroup:SecurityGroup")}
    rule = recorder.one(INGRESS, "net-menus-to-stream-9098-in").inputs
    assert (rule["securityGroupId"], rule["description"]) == ("net-stream-group-id", "from menus: menu changes")
    assert recorder.one(EGRESS, "net-maps-https-out").inputs["description"] == "HTTPS: tiles"
    assert isinstance(made[0].group("menus"), pulumi.Output)


def test_without_a_route_out_https_reaches_endpoints_only() -> None:
    """No rule allows the internet: only the endpoints, and the prefix lists of S3 and DynamoDB."""
    made = network(nat="none")
    rules = [rule.inputs for rule in made.of_type(EGRESS) if rule.inputs["description"].startswith("HTTPS")]
    assert 3 * len(HTTPS_CLIENTS) == len(rules)
    assert [rule for rule in rules if "cidrIpv4" in rule] == []
    assert {"pl-1"} == {rule["prefixListId"] for rule in rules if "prefixListId" in rule}


def test_private_connectivity_opens_its_ports_to_the_network_only() -> None:
    """The load balancer of MSK is in the subnets of the brokers; without the argument there is no such rule."""
    rule = network(private_connectivity=True).one(INGRESS, "stream-private-connectivity-in").inputs
    assert (rule["securityGroupId"], rule["fromPort"], rule["toPort"]) == ("net-stream-group-id", 14_001, 14_100)
    assert rule["cidrIpv4"] == "10.1.0.0/16"
    assert [item for item in network().of_type(INGRESS) if "private-connectivity" in item.name] == []
