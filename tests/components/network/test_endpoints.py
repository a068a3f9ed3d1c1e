"""Endpoints of AWS services: which there are, where, and what they allow."""

import json
from typing import Any

import pytest

from tests.components.network.recorded import ENDPOINT, names, network
from tests.components.recording import ACCOUNT, Recorder


def policy(recorder: Recorder, role: str) -> list[dict[str, Any]]:
    """The statements of an endpoint's policy."""
    return json.loads(recorder.one(ENDPOINT, f"-{role}-endpoint").inputs["policy"])["Statement"]


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
    """Required ones without NAT, those that cost less than NAT, and those that are listed; gateway endpoints always."""
    roles = {role.removesuffix("-endpoint") for role in names(network(**change), ENDPOINT)}
    assert {"s3", "dynamodb"} | chosen == roles


def test_an_interface_endpoint_is_in_every_zone_with_private_dns() -> None:
    """It has the private subnets, the endpoints' security group, and the service's public name."""
    inputs = network(interface_endpoints=["ecr.api"]).one(ENDPOINT, "ecr-api-endpoint").inputs
    assert [f"net-private-{zone}-id" for zone in "abc"] == inputs["subnetIds"]
    assert inputs["securityGroupIds"] == ["net-endpoints-group-id"]
    assert (inputs["serviceName"], inputs["privateDnsEnabled"]) == ("com.amazonaws.eu-west-1.ecr.api", True)


def test_endpoints_allow_this_account_and_exact_actions() -> None:
    """Every statement but that of image layers has a condition on the account; no action has a wildcard."""
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
