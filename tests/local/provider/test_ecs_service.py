"""The loopback provider's ECS services: what replaces one, and what AWS or the provider refuses."""

from collections.abc import Mapping
from typing import Any

import pytest

from local.provider.ecs_service import also_replaces, failures
from local.provider.values import UNKNOWN

FARGATE, SPOT = (
    {"capacityProvider": "FARGATE", "weight": 40, "base": 2},
    {"capacityProvider": "FARGATE_SPOT", "weight": 60},
)
SHARED = {"capacityProviderStrategies": [FARGATE, SPOT], "forceNewDeployment": True}
OTHER = {"capacityProviderStrategies": [FARGATE, SPOT | {"weight": 20}], "forceNewDeployment": True}
ON_DEMAND = {"launchType": "FARGATE"}
PLACE = {"targetGroupArn": "arn:1", "containerName": "orders", "containerPort": 8080}
ADVANCED = {"alternateTargetGroupArn": "arn:2", "productionListenerRule": "arn:3", "roleArn": "arn:4"}


@pytest.mark.parametrize(
    ("old", "new", "replaced"),
    [
        (ON_DEMAND, ON_DEMAND, False),
        (ON_DEMAND, SHARED, True),
        (SHARED, ON_DEMAND, True),
        (SHARED, OTHER, False),
        (SHARED, OTHER | {"forceNewDeployment": False}, True),
        (SHARED, SHARED | {"forceNewDeployment": False}, False),
    ],
)
def test_capacity_providers_replace_a_service(
    old: Mapping[str, Any], new: Mapping[str, Any], *, replaced: bool
) -> None:
    """Unless it has some before and after, and forces a new deployment."""
    assert bool(also_replaces(old, new)) is replaced


def shifted(strategy: str, **more: Any) -> dict[str, Any]:
    """A service that shifts requests."""
    return {
        "deploymentConfiguration": {"strategy": strategy, **more},
        "loadBalancers": [PLACE | {"advancedConfiguration": ADVANCED}],
    }


@pytest.mark.parametrize(
    "inputs",
    [
        ON_DEMAND,
        SHARED,
        shifted("CANARY", bakeTimeInMinutes="10", canaryConfiguration={"canaryPercent": 0.1}),
        shifted("BLUE_GREEN", bakeTimeInMinutes="0"),
        shifted("LINEAR", linearConfiguration={"stepPercent": UNKNOWN}),
        {"deploymentConfiguration": {"strategy": "LINEAR"}, "serviceConnectConfiguration": {"enabled": True}},
        {"loadBalancers": UNKNOWN, "capacityProviderStrategies": UNKNOWN},
    ],
)
def test_valid_services_are_accepted(inputs: Mapping[str, Any]) -> None:
    """Unknown values are, too: AWS checks them later."""
    assert failures(inputs, "eu-west-1") == []


@pytest.mark.parametrize(
    ("inputs", "path"),
    [
        (ON_DEMAND | SHARED, "capacityProviderStrategies"),
        ({"capacityProviderStrategies": [FARGATE, SPOT | {"base": 1}]}, "capacityProviderStrategies"),
        ({"capacityProviderStrategies": [SPOT | {"weight": 0}]}, "capacityProviderStrategies"),
        ({"capacityProviderStrategies": [SPOT | {"weight": 1001}]}, "capacityProviderStrategies[0].weight"),
        (shifted("BLUE_GREEN"), "deploymentConfiguration.bakeTimeInMinutes"),
        (shifted("CANARY", bakeTimeInMinutes="1441"), "deploymentConfiguration.bakeTimeInMinutes"),
        (
            shifted("CANARY", canaryConfiguration={"canaryPercent": 0.05}),
            "deploymentConfiguration.canaryConfiguration.canaryPercent",
        ),
        (
            shifted("LINEAR", linearConfiguration={"stepPercent": 2}),
            "deploymentConfiguration.linearConfiguration.stepPercent",
        ),
        (shifted("CANARY") | {"loadBalancers": [PLACE]}, "loadBalancers[0].advancedConfiguration"),
        (
            shifted("CANARY")
            | {"loadBalancers": [PLACE | {"advancedConfiguration": ADVANCED | {"alternateTargetGroupArn": "arn:1"}}]},
            "loadBalancers[0].advancedConfiguration.alternateTargetGroupArn",
        ),
        ({"deploymentConfiguration": {"strategy": "CANARY"}}, "loadBalancers"),
    ],
)
def test_wrong_services_are_refused(inputs: Mapping[str, Any], path: str) -> None:
    """With the property that is wrong."""
    assert [found for found, _ in failures(inputs, "eu-west-1")] == [path]
