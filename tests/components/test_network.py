"""The network on mocks: which tiers and ways out stand for which arguments, and who may talk to whom."""

import json
from collections.abc import Mapping
from typing import Any

import pulumi
import pytest

from components import Network
from components.plan.traffic import FLOWS, HTTPS_CLIENTS, Part
from tests.components.recording import ACCOUNT, CELL_ARGS, Recorder, record
from tests.components.samples.network import EXISTING, FLOW

OWN: dict[str, Any] = CELL_ARGS | {"cidr": "10.1.0.0/16", "log_key_arn": "k"}
EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"
INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
SUBNET = "aws:ec2/subnet:Subnet"
ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint"
EXCLUSION = "aws:ec2/vpcBlockPublicAccessExclusion:VpcBlockPublicAccessExclusion"


def network(**change: Any) -> Recorder:
    """A network of the cell's own on mocks; a change to None takes an argument away."""
    told = {key: value for key, value in (OWN | change).items() if value is not None}
    return record(lambda: Network("net", told))  # pyright: ignore[reportArgumentType] - the tests' dict


def names(recorder: Recorder, token: str) -> list[str]:
    """Roles of the children of a type."""
    return [item.name.removeprefix("net-") for item in recorder.of_type(token)]


def subnets(recorder: Recorder) -> dict[str, str]:
    """Zone and block of each subnet by role."""
    found = recorder.of_type(SUBNET)
    return {item.name: f"{item.inputs['availabilityZone']} {item.inputs['cidrBlock']}" for item in found}


def routes(recorder: Recorder) -> dict[str, str]:
    """Role of each route to where it leads."""
    ways = ("gatewayId", "natGatewayId", "egressOnlyGatewayId")
    return {
        route.name.removeprefix("net-"): next(route.inputs[way] for way in ways if way in route.inputs)
        for route in recorder.of_type("aws:ec2/route:Route")
    }


def policy(recorder: Recorder, role: str) -> list[dict[str, Any]]:
    """The statements of an endpoint's policy."""
    return json.loads(recorder.one(ENDPOINT, f"-{role}-endpoint").inputs["policy"])["Statement"]


PRIVATE = {f"private-{zone}-route" for zone in "abc"}

WAYS_OUT: list[tuple[str, dict[str, str], list[str]]] = [
    ("none", {}, []),
    ("one", {"public-route": "net-internet-gateway-id"} | dict.fromkeys(PRIVATE, "net-nat-a-id"), ["public-a"]),
    (
        "per-zone",
        {"public-route": "net-internet-gateway-id"} | {f"private-{z}-route": f"net-nat-{z}-id" for z in "abc"},
        ["public-a", "public-b", "public-c"],
    ),
    ("regional", dict.fromkeys(PRIVATE, "net-nat-id"), []),
]


@pytest.mark.parametrize(("nat", "ways", "public"), WAYS_OUT)
def test_nat_decides_on_routes_and_public_subnets(nat: str, ways: Mapping[str, str], public: list[str]) -> None:
    """Private subnets lead to the NAT that there is, data subnets nowhere, and public subnets stand only under NAT."""
    made = network(nat=nat)
    assert ways == routes(made)
    assert public == [role for role in names(made, SUBNET) if role.startswith("public")]


@pytest.mark.parametrize(("nat", "addresses"), [("none", 0), ("one", 1), ("per-zone", 3), ("regional", 3)])
def test_every_way_out_has_an_address_of_ours(nat: str, addresses: int) -> None:
    """The addresses that providers are told are elastic ones, the regional gateway's too."""
    made = network(nat=nat)
    given = [item.inputs for item in made.of_type("aws:ec2/natGateway:NatGateway")]
    allocated = [item for gateway in given for item in gateway.get("availabilityZoneAddresses", [gateway])]
    assert addresses == len(allocated) == len(made.of_type("aws:ec2/eip:Eip"))


def test_another_nat_moves_no_subnet_and_no_association() -> None:
    """From the cheapest way out to the safest, what stands in private and data subnets stays."""

    def standing(nat: str) -> dict[tuple[str, str], dict[str, Any]]:
        kept = (SUBNET, "aws:ec2/routeTableAssociation:RouteTableAssociation", "aws:ec2/routeTable:RouteTable")
        return {(item.type, item.name): item.inputs for token in kept for item in network(nat=nat).of_type(token)}

    least = standing("none")
    assert all(least == {key: more[key] for key in least} for more in map(standing, ("one", "per-zone", "regional")))


def test_a_third_zone_moves_nothing() -> None:
    """Subnets of two zones are the same, with the same names, as with three."""
    two, three = subnets(network(zones=2)), subnets(network())
    assert (len(two), len(three)) == (6, 9)
    assert two == {name: three[name] for name in two}


def test_a_public_tier_stands_without_nat_when_asked_for() -> None:
    """An internet gateway and public subnets, while private subnets still lead nowhere."""
    made = network(nat="none", public_tier=True)
    assert routes(made) == {"public-route": "net-internet-gateway-id"}
    assert sum(role.startswith("public") for role in names(made, SUBNET)) == 3


def test_the_data_tier_knows_the_cell_only() -> None:
    """No route leads out of it, no gateway endpoint joins it, and its access list has the cell's block."""
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


def test_ipv6_leads_outwards_only_from_private_subnets() -> None:
    """Private subnets get addresses by themselves behind an egress-only gateway; no other subnet gives any."""
    made = network(ipv6=True)
    leading = {role: target for role, target in routes(made).items() if role.endswith("v6")}
    outwards = {f"private-{zone}-route-v6": "net-egress-only-gateway-id" for zone in "abc"}
    assert outwards | {"public-route-v6": "net-internet-gateway-id"} == leading
    giving = [item.name for item in made.of_type(SUBNET) if item.inputs["assignIpv6AddressOnCreation"]]
    assert giving == ["net-private-a", "net-private-b", "net-private-c"]
    assert made.one(SUBNET, "net-data-b").inputs["ipv6CidrBlock"] == "2a05:d018:abc:1230::/64"
    v6 = [rule.inputs["cidrIpv6"] for rule in made.of_type(EGRESS) if "cidrIpv6" in rule.inputs]
    assert ["::/0"] * len(HTTPS_CLIENTS) == v6


def test_without_ipv6_there_is_none() -> None:
    """No address, gateway or rule of IPv6."""
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
    """A network that wants nothing that the account blocks asks for no exclusion."""
    made = {item.name.removeprefix("net-"): item.inputs for item in network(**change).of_type(EXCLUSION)}
    assert excluded == {
        role: (given.get("subnetId", given.get("vpcId")), given["internetGatewayExclusionMode"])
        for role, given in made.items()
    }


def test_every_flow_is_one_rule_out_and_one_in() -> None:
    """The rules are those that are declared, each with its reason and its port alone."""
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


def test_a_program_adds_parts_and_flows() -> None:
    """A part that nobody declared gets a group, its rules, and its place among the outputs."""
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


def test_where_nothing_leads_out_https_ends_at_the_endpoints() -> None:
    """Without NAT no rule names the internet: only endpoints and the prefix lists of S3 and DynamoDB."""
    made = network(nat="none")
    ways = [rule.inputs for rule in made.of_type(EGRESS) if rule.inputs["description"].startswith("HTTPS")]
    assert 3 * len(HTTPS_CLIENTS) == len(ways)
    assert [way for way in ways if "cidrIpv4" in way] == []
    assert {"pl-1"} == {way["prefixListId"] for way in ways if "prefixListId" in way}


REQUIRED = {"ecr-api", "ecr-dkr", "logs", "secretsmanager"}
TRAFFIC = {"logs": 700, "kms": 600}
CHOICES: list[tuple[dict[str, Any], set[str]]] = [
    ({}, set()),
    ({"nat": "none"}, REQUIRED),
    ({"nat": "none", "endpoint_choice": "listed"}, set()),
    ({"endpoint_choice": "required", "interface_endpoints": ["logs", "sts"]}, REQUIRED | {"sts"}),
    ({"endpoint_choice": "by-cost", "endpoint_traffic_gb": TRAFFIC}, {"logs"}),
    ({"endpoint_choice": "by-cost", "endpoint_traffic_gb": TRAFFIC, "nat": "one"}, {"kms", "logs"}),
]


@pytest.mark.parametrize(("change", "chosen"), CHOICES)
def test_interface_endpoints_are_chosen_by_need_or_by_cost(change: dict[str, Any], chosen: set[str]) -> None:
    """What must be there without NAT, what pays off beside NAT, and what is listed; gateway endpoints always."""
    roles = {role.removesuffix("-endpoint") for role in names(network(**change), ENDPOINT)}
    assert {"s3", "dynamodb"} | chosen == roles


def test_an_interface_endpoint_stands_in_every_zone_under_its_own_name() -> None:
    """Private subnets, the endpoints' group, and the service's public name inside the network."""
    inputs = network(interface_endpoints=["ecr.api"]).one(ENDPOINT, "ecr-api-endpoint").inputs
    assert [f"net-private-{zone}-id" for zone in "abc"] == inputs["subnetIds"]
    assert inputs["securityGroupIds"] == ["net-endpoints-group-id"]
    assert (inputs["serviceName"], inputs["privateDnsEnabled"]) == ("com.amazonaws.eu-west-1.ecr.api", True)


def test_endpoints_let_this_account_through_and_exact_actions() -> None:
    """No statement without a condition on the account, save image layers; no action with a wildcard."""
    made = network(interface_endpoints=["kms", "bedrock-runtime"], endpoint_actions={"bedrock-runtime": ["bedrock:X"]})
    documents = {role: policy(made, role) for role in ("s3", "dynamodb", "kms", "bedrock-runtime")}
    open_ones = {
        (role, statement["Sid"])
        for role, statements in documents.items()
        for statement in statements
        if statement.get("Condition", {}).get("StringEquals", {}).get("aws:PrincipalAccount") != ACCOUNT
    }
    assert {("s3", "ImageLayers")} == open_ones
    assert "*" not in str([statement["Action"] for found in documents.values() for statement in found])
    assert documents["bedrock-runtime"][0]["Action"] == ["bedrock:X"]
    assert documents["s3"][0]["Condition"]["StringEquals"]["aws:ResourceAccount"] == ACCOUNT


def test_flow_logs_stay_a_year_with_what_an_investigation_needs() -> None:
    """Refused and accepted traffic, the true ends behind NAT, the reason of a refusal; encrypted."""
    made = network()
    log = made.one("aws:ec2/flowLog:FlowLog").inputs
    assert (
        log["trafficType"],
        log["maxAggregationInterval"],
        log["logDestinationType"],
    ) == ("ALL", 600.0, "cloud-watch-logs")
    assert {"${pkt-srcaddr}", "${pkt-dstaddr}", "${action}", "${reject-reason}"} <= set(log["logFormat"].split())
    group = made.one("aws:cloudwatch/logGroup:LogGroup").inputs
    assert (group["retentionInDays"], group["kmsKeyId"]) == (365.0, "k")


def test_flow_logs_in_a_bucket_need_no_role() -> None:
    """Parquet by the hour, and neither a log group nor a role."""
    made = network(flow_log_bucket_arn="arn:aws:s3:::logs", log_key_arn=None)
    log = made.one("aws:ec2/flowLog:FlowLog").inputs
    assert (log["logDestinationType"], log["logDestination"]) == ("s3", "arn:aws:s3:::logs")
    assert log["destinationOptions"] == {
        "fileFormat": "parquet",
        "hiveCompatiblePartitions": True,
        "perHourPartition": True,
    }
    assert made.of_type("aws:iam/role:Role") == made.of_type("aws:cloudwatch/logGroup:LogGroup") == []


def test_a_vpc_that_exists_is_added_to_and_not_changed() -> None:
    """Groups, rules, endpoints and a flow log; no subnet, table, gateway or list of it."""
    made = network(cidr=None, existing={**EXISTING, "route_table_ids": ["r1"]}, interface_endpoints=["kms"])
    kinds = {item.type.rsplit(":", 1)[1] for item in made.registrations if item.type.startswith("aws:")}
    assert {
        *("SecurityGroup", "SecurityGroupIngressRule", "SecurityGroupEgressRule"),
        *("VpcEndpoint", "FlowLog", "LogGroup", "Role", "RolePolicy"),
    } == kinds
    assert made.one(ENDPOINT, "s3-endpoint").inputs["routeTableIds"] == ["r1"]
    assert made.one(ENDPOINT, "kms-endpoint").inputs["subnetIds"] == ["p1", "p2", "p3"]
    assert made.one(INGRESS, "endpoints-https-in").inputs["cidrIpv4"] == "172.31.0.0/16"


def test_what_is_brought_along_may_be_made_by_the_same_program() -> None:
    """Subnets whose ids are not known yet are taken one by one, as the resources have them."""

    def made() -> None:
        late = {**EXISTING, "private_subnet_ids": [pulumi.Output.from_input(name) for name in ("a", "b")]}
        told = {key: value for key, value in OWN.items() if key != "cidr"}
        Network("net", {**told, "existing": late})  # pyright: ignore[reportArgumentType] - the tests' dict

    assert names(record(made), SUBNET) == []


def test_a_vpc_that_has_gateway_endpoints_gets_no_others() -> None:
    """Route tables left out: the VPC's owner sees to S3 and DynamoDB."""
    assert names(network(cidr=None, existing=EXISTING), ENDPOINT) == []
