"""A network in an `awsx.ec2.Vpc`: on mocks that answer for the component as its provider does, with references."""

import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pulumi
import pulumi_aws as aws
import pulumi_awsx as awsx
import pytest

from components import ArgumentError, Network, existing_vpc
from tests.components.recording import CELL_ARGS, Recorder, record

ROOT = Path(__file__).parents[3]

RESOURCE = {"4dabf18193072939515e22adb298388d": "5cf8f73096256a8f31e491e813e4eb8e"}
"""What marks a reference to a resource on Pulumi's wire."""


def reference(token: str, name: str) -> dict[str, str]:
    """A reference to a resource of this program."""
    urn = f"urn:pulumi:test::citycell::pulumi:pulumi:Stack${token}::{name}"
    return {**RESOURCE, "urn": urn, "id": f"{name}-id", "packageVersion": ""}


@dataclass
class WithAwsx(Recorder):
    """A recorder that knows one `awsx.ec2.Vpc`."""

    isolated: list[str] = field(default_factory=lambda: ["d1", "d2", "d3"])

    def new_resource(self, args: pulumi.runtime.MockResourceArgs) -> tuple[str | None, dict[Any, Any]]:
        """Answer for the component, record the rest."""
        if args.typ != "awsx:ec2:Vpc":
            return super().new_resource(args)
        return None, {
            "vpcId": "vpc-9",
            "vpc": reference("aws:ec2/vpc:Vpc", "inner"),
            "routeTables": [reference("aws:ec2/routeTable:RouteTable", "table")],
            "privateSubnetIds": ["p1", "p2", "p3"],
            "isolatedSubnetIds": self.isolated,
            "publicSubnetIds": ["u1"],
        }


def deploy(recorder: WithAwsx) -> None:
    """A network in an awsx VPC, whose own resources are made first."""

    def program() -> Any:
        inner = [
            aws.ec2.Vpc("inner", cidr_block="10.30.0.0/16"),
            aws.ec2.RouteTable("table", vpc_id="vpc-9"),
        ]
        vpc = awsx.ec2.Vpc("awsx", opts=pulumi.ResourceOptions(depends_on=inner))
        args = CELL_ARGS | {"existing": existing_vpc(vpc), "log_key_arn": "k"}
        network = Network("net", args)  # pyright: ignore[reportArgumentType] - the tests' dict
        return network.data_subnet_ids.apply(found.append)

    found: list[list[str]] = []
    record(program, recorder)
    assert found == [["d1", "d2", "d3"]]


def test_an_awsx_vpc_becomes_the_cells_network() -> None:
    """Groups, endpoints and logs are made in it; gateway endpoints join its route tables."""
    recorder = WithAwsx()
    deploy(recorder)
    groups = recorder.of_type("aws:ec2/securityGroup:SecurityGroup")
    assert {"vpc-9"} == {item.inputs["vpcId"] for item in groups}
    assert recorder.one("aws:ec2/vpcEndpoint:VpcEndpoint", "s3-endpoint").inputs["routeTableIds"] == ["table-id"]
    rule = recorder.one("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "endpoints-https-in")
    assert rule.inputs["cidrIpv4"] == "10.30.0.0/16"


def test_an_awsx_vpc_without_isolated_subnets_is_refused() -> None:
    """The line says what to add to the VPC, since brokers and stores may not lie where a way out is."""
    with pytest.raises(
        ArgumentError, match=r"isolated_subnet_ids is \[\].*SubnetType.ISOLATED in the VPC's subnet_specs"
    ):
        deploy(WithAwsx(isolated=[]))


def test_the_package_does_not_import_awsx() -> None:
    """Only a program that uses awsx pays for its import."""
    code = "import sys, components; print('pulumi_awsx' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
