"""The generator of the flat program that previews are compared with."""

import runpy
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pulumi
import pytest

from bench.flat_program import ARCHIVE, ASSET, source, submodule, write_resources
from local.state import SECRET_SIGNATURE, Resource, StackState
from tests.components.recording import record

TOPIC = {"name": "orders", "clusterArn": "arn:aws:kafka:eu-west-1:1:cluster/c", "partitionCount": 3}
GROUP = {
    "description": "For the tests",
    "ingress": [{"fromPort": 443, "toPort": 443, "protocol": "tcp", "cidrBlocks": ["10.0.0.0/8"]}],
    "tags": {"data-class": "none", "camelCase": "kept"},
}
PROVIDER = {"region": "eu-west-1", "defaultTags": '{"tags": {"cell": "demo"}}', "skipRegionValidation": "true"}


def resource(token: str, name: str, inputs: Mapping[str, Any]) -> Resource:
    """A resource of an exported state."""
    return Resource(f"urn:pulumi:demo::citycell::{token}::{name}", token, name, f"{name}-id", "", inputs, inputs)


def state(*resources: Resource) -> StackState:
    """A deployed stack with its provider."""
    provider = resource("pulumi:providers:aws", "demo-aws", PROVIDER)
    component = resource("citycell:index:Stream", "demo-stream", {})
    return StackState("demo", (provider, component, *resources))


def registered(stack: StackState, folder: Path) -> dict[str, dict[str, Any]]:
    """The inputs that the flat program of a stack registers, by resource name."""
    write_resources(stack, folder, folder)
    recorder = record(lambda: runpy.run_path(str(folder / "resources.py")))
    return {item.name: item.inputs for item in recorder.registrations}


def test_the_flat_program_registers_the_inputs_of_the_state(tmp_path: Path) -> None:
    """Nested inputs too, under their names in the state; component resources are left out."""
    found = registered(
        state(
            resource("aws:msk/topic:Topic", "orders", TOPIC | {"replicationFactor": 3}),
            resource("aws:ec2/securityGroup:SecurityGroup", "group", GROUP),
        ),
        tmp_path,
    )
    assert found.keys() == {"demo-aws", "orders", "group"}
    assert found["orders"] == TOPIC | {"replicationFactor": 3}
    assert found["group"] == GROUP
    assert found["demo-aws"]["defaultTags"] == PROVIDER["defaultTags"]


def test_nested_inputs_have_the_names_of_the_sdk(tmp_path: Path) -> None:
    """The SDK then does the same work as in a program that was written by hand."""
    text = source(state(resource("aws:ec2/securityGroup:SecurityGroup", "group", GROUP)), tmp_path)
    assert "'from_port': 443" in text
    assert "'camelCase': 'kept'" in text


def test_names_that_the_provider_filled_in_are_left_out(tmp_path: Path) -> None:
    """The provider names the resource of the flat program again."""
    inputs = {"name": "orders-1a2b3c4", "__defaults": ["name"]}
    assert registered(state(resource("aws:sns/topic:Topic", "orders", inputs)), tmp_path)["orders"] == {}


@pytest.mark.parametrize(
    ("value", "kind", "content"),
    [
        ({SECRET_SIGNATURE: ARCHIVE, "hash": "h", "path": "a.zip"}, pulumi.FileArchive, "a.zip"),
        ({SECRET_SIGNATURE: ARCHIVE, "hash": "h", "assets": {}}, pulumi.AssetArchive, ""),
        (
            {SECRET_SIGNATURE: ARCHIVE, "assets": {"a": {SECRET_SIGNATURE: ASSET, "text": "x"}}},
            pulumi.AssetArchive,
            "StringAsset('x')",
        ),
        ({SECRET_SIGNATURE: ARCHIVE, "uri": "https://example.com/a.zip"}, pulumi.RemoteArchive, "example.com"),
    ],
)
def test_archives_are_made_again(value: Any, kind: type, content: str, tmp_path: Path) -> None:
    """From the files of the deployed program, whose paths are relative to its folder."""
    inputs = {"layerName": "functions", "code": value}
    text = source(state(resource("aws:lambda/layerVersion:LayerVersion", "layer", inputs)), tmp_path)
    assert f"'code': pulumi.{kind.__name__}(" in text
    assert content in text


def test_a_submodule_is_named_as_in_the_sdk() -> None:
    """`lambda` is a keyword of Python."""
    assert submodule("aws:lambda/function:Function") == "pulumi_aws.lambda_"


def test_the_text_is_a_module_of_its_own(tmp_path: Path) -> None:
    """`import resources` in the program finds it, and Python keeps its bytecode."""
    write_resources(state(), tmp_path, tmp_path)
    assert (tmp_path / "resources.py").is_file()
    assert "resources" not in sys.modules
