"""Regions: each has the services and the resource types that components use, or a component refuses it by itself."""

import functools
import json
from typing import Any

import botocore.session
import pytest

from components.aws.regions import AVAILABILITY_ZONES
from local.provider.resource_types import RESOURCE_TYPES
from tests.components.contracts import CASES, built_case, children
from tests.components.plan.published_values import OFFERED, schemas
from tests.components.recording import Recorder

CLIENTS = {
    "appautoscaling": "application-autoscaling",
    "budgets": None,
    "cloudfront": None,
    "cognito": "cognito-idp",
    "costexplorer": None,
    "ebs": "ec2",
    "iam": None,
    "kinesis": "firehose",
    "lb": "elbv2",
    "msk": "kafka",
    "route53": None,
    "vpc": "ec2",
}
"""Modules of pulumi-aws to botocore's services, if the names differ; None for services without regions."""

each_region = pytest.mark.parametrize("region", AVAILABILITY_ZONES)


@functools.cache
def made_types() -> frozenset[str]:
    """The types that components make, with all of their samples."""
    return frozenset(item.type for number in range(len(CASES)) for item in children(built_case(number)))


def published_in(region: str) -> dict[str, Any]:
    """The resource types that CloudFormation has in a region."""
    return json.loads((schemas() / "providers" / f"{region}.json").read_text())


def missing_in(region: str, types: frozenset[str] | set[str]) -> set[str]:
    """CloudFormation's names of the types that a region does not offer."""
    names = {RESOURCE_TYPES[token].cloudformation_type for token in types} - {""}
    return {name for name in names if name not in published_in(region)}


@each_region
def test_a_region_has_every_service(region: str) -> None:
    """A region without a service of a cell must not be in the list of regions."""
    modules = {token.split(":")[1].split("/")[0] for token in made_types()}
    services = {CLIENTS.get(module, module) for module in modules} - {None}
    session = botocore.session.get_session()
    assert len(services) > 20
    assert [service for service in services if region not in session.get_available_regions(str(service))] == []


@each_region
def test_a_region_has_every_type_or_a_component_checks_it(region: str) -> None:
    """Add a type that a region lacks to `published_values.OFFERED`, and refuse or leave it out in its component."""
    assert missing_in(region, made_types()) <= set(OFFERED)


def test_madrid_makes_only_types_of_its_region(madrid_city: Recorder) -> None:
    """A city with a lake in a region without table optimizers."""
    assert missing_in("eu-south-2", made_types())
    assert missing_in("eu-south-2", {item.type for item in children(madrid_city)}) == set()
