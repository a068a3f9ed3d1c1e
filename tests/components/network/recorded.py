"""A network on mocks, and what tests look up in it."""

from typing import Any

from components import Network
from tests.components.recording import CELL_ARGS, Recorder, record

OWN: dict[str, Any] = CELL_ARGS | {"cidr": "10.1.0.0/16", "log_key_arn": "k"}
"""Arguments of a network with a VPC of the cell's own."""

EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"
INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
SUBNET = "aws:ec2/subnet:Subnet"
ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint"


def network(**change: Any) -> Recorder:
    """A network with a VPC of its own on mocks; a change to None removes an argument."""
    args = {key: value for key, value in (OWN | change).items() if value is not None}
    return record(lambda: Network("net", args))  # pyright: ignore[reportArgumentType] - the tests' dict


def names(recorder: Recorder, token: str) -> list[str]:
    """Roles of the children of a type."""
    return [item.name.removeprefix("net-") for item in recorder.of_type(token)]


def routes(recorder: Recorder) -> dict[str, str]:
    """Role of each route to its target."""
    targets = ("gatewayId", "natGatewayId", "egressOnlyGatewayId")
    return {
        route.name.removeprefix("net-"): next(route.inputs[target] for target in targets if target in route.inputs)
        for route in recorder.of_type("aws:ec2/route:Route")
    }
