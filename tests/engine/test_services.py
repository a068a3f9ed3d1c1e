"""Changes of a service that runs: its strategy, its share on Spot, and what ECS changes by itself. On the engine."""

import dataclasses
import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from local.provider.cloud import Standing, opened
from tests.components.recording import REGION
from tests.components.samples.service import BEHIND, SCHEDULE
from tests.engine.deployments import Deployed

pytestmark = [pytest.mark.engine, pytest.mark.timeout(900)]

Program = Callable[[str], Deployed]

SERVICE, RULE, TARGET = (
    "aws:ecs/service:Service",
    "aws:lb/listenerRule:ListenerRule",
    "aws:appautoscaling/target:Target",
)
READY = {"deployment": {"test": {"priority": 50}}}
CANARY = {"deployment": {"strategy": "canary", "test": {"priority": 50}}}


def deploy(deployed: Deployed, change: Mapping[str, Any]) -> Mapping[str, int]:
    """Deploy a service with these arguments; what the update did."""
    value = json.dumps([["Service", {**BEHIND, **change}]])
    deployed.settings(json.dumps({"config": {"aws:region": REGION, "parts:parts": value}}))
    return deployed.deploy().counts


def stands(deployed: Deployed, token: str) -> list[Standing]:
    """What the cloud has of a type."""
    with opened(deployed.cloud) as cloud:
        return [item for item in cloud.all() if item.token == token]


def changed(deployed: Deployed, found: Standing, change: Mapping[str, Any]) -> None:
    """Change a resource outside of the program."""
    with opened(deployed.cloud) as cloud:
        cloud.put(dataclasses.replace(found, properties={**found.properties, **change}))


def test_a_rolling_service_becomes_a_canary_in_two_updates(programs: Program) -> None:
    """The second target group first, then the strategy, and back: nothing is replaced or deleted."""
    deployed = programs("parts")
    deploy(deployed, {})
    assert deploy(deployed, READY).keys() == {"same", "create", "update"}
    assert deploy(deployed, CANARY).keys() == {"same", "update"}
    (service,) = stands(deployed, SERVICE)
    assert service.properties["deploymentConfiguration"]["strategy"] == "CANARY"
    assert deploy(deployed, READY).keys() == {"same", "update"}


def test_what_ecs_has_shifted_stays_shifted(programs: Program) -> None:
    """After a deployment the rules forward to the other target group; neither refresh nor update moves them back."""
    deployed = programs("parts")
    deploy(deployed, CANARY)
    shares = [
        {
            "type": "forward",
            "forward": {"targetGroups": [{"arn": "blue", "weight": 0}, {"arn": "green", "weight": 100}]},
        }
    ]
    for rule in stands(deployed, RULE):
        changed(deployed, rule, {"actions": shares})
    assert deployed.refresh()["update"] == 2
    assert deploy(deployed, CANARY | {"cpu": 1024})["update"] >= 1
    assert [rule.properties["actions"] for rule in stands(deployed, RULE)] == [shares, shares]


def test_the_first_share_on_spot_starts_a_second_service_before_the_first_one_stops(programs: Program) -> None:
    """The provider replaces it, and its own name makes it start first. Another share is an update in place."""
    deployed = programs("parts")
    deploy(deployed, {})
    (before,) = stands(deployed, SERVICE)
    summary = deploy(deployed, {"spot_percent": 50})
    assert summary["replace"] >= 1
    (after,) = stands(deployed, SERVICE)
    assert before.properties["name"] != after.properties["name"] == "cell-0-orders-spot"

    assert deploy(deployed, {"spot_percent": 60}).keys() == {"same", "update"}
    (moved,) = stands(deployed, SERVICE)
    assert [item["weight"] for item in moved.properties["capacityProviderStrategies"]] == [40, 60]


def test_what_the_schedule_has_set_stays(programs: Program) -> None:
    """A scheduled change raises the minimum of the scaling target; refresh and update leave it there."""
    deployed = programs("parts")
    deploy(deployed, SCHEDULE)
    (target,) = stands(deployed, TARGET)
    changed(deployed, target, {"minCapacity": 3})
    deployed.refresh()
    deploy(deployed, SCHEDULE | {"cpu": 1024})
    (target,) = stands(deployed, TARGET)
    assert target.properties["minCapacity"] == 3
