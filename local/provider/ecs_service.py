"""What the provider and Amazon ECS do with a service beyond its CloudFormation schema.

Sources: `internal/service/ecs/service.go` of hashicorp/terraform-provider-aws; the model of Amazon ECS in botocore; for
target groups https://docs.aws.amazon.com/AmazonECS/latest/developerguide/migrate-code-deploy-to-ecs-blue-green.html.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from .resource_type import Failure, nested
from .values import is_unknown

_CAPACITY: Final = "capacityProviderStrategies"
_PAUSES: Final = (
    ("bakeTimeInMinutes",),
    ("canaryConfiguration", "canaryBakeTimeInMinutes"),
    ("linearConfiguration", "stepBakeTimeInMinutes"),
)
_SHARES: Final = ((("canaryConfiguration", "canaryPercent"), 0.1), (("linearConfiguration", "stepPercent"), 3.0))
_MAX_MINUTES: Final = 1440
_MAX_BASE: Final = 100_000
_MAX_WEIGHT: Final = 1000


def also_replaces(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, ...]:
    """Changed capacity providers replace the service, unless it had some, keeps some, and forces a new deployment.

    This is `capacityProviderStrategyCustomizeDiff` of the provider. Amazon ECS itself could update the service.
    """
    before, after = old.get(_CAPACITY) or [], new.get(_CAPACITY) or []
    if before == after or (before and after and new.get("forceNewDeployment")):
        return ()
    return (_CAPACITY,)


def failures(inputs: Mapping[str, Any], _region: str) -> list[Failure]:
    """What the provider or Amazon ECS refuses in the inputs of a service."""
    return [*_capacity_failures(inputs), *_deployment_failures(inputs), *_traffic_failures(inputs)]


def _capacity_failures(inputs: Mapping[str, Any]) -> Iterator[Failure]:
    providers = _items(inputs.get(_CAPACITY))
    if not providers:
        return
    if inputs.get("launchType"):
        yield _CAPACITY, "specifying both a launch type and capacity provider strategy is not supported"
    if sum(1 for item in providers if item.get("base")) > 1:
        yield _CAPACITY, "only one capacity provider in a capacity provider strategy can have a base"
    if not any(item.get("weight") for item in providers):
        yield _CAPACITY, "at least one capacity provider must have a weight greater than 0"
    for index, item in enumerate(providers):
        for key, maximum in (("base", _MAX_BASE), ("weight", _MAX_WEIGHT)):
            if not _within(item.get(key, 0), 0, maximum):
                yield f"{_CAPACITY}[{index}].{key}", f"expected to be in the range (0 - {maximum})"


def _deployment_failures(inputs: Mapping[str, Any]) -> Iterator[Failure]:
    deployment = inputs.get("deploymentConfiguration") or {}
    for path in _PAUSES:
        value = _at(deployment, path)
        if value is not None and not _within(value, 0, _MAX_MINUTES):
            yield f"deploymentConfiguration.{'.'.join(path)}", f"expected to be in the range (0 - {_MAX_MINUTES})"
    for path, minimum in _SHARES:
        value = _at(deployment, path)
        if value is not None and not _within(value, minimum, 100):
            yield f"deploymentConfiguration.{'.'.join(path)}", f"expected to be in the range ({minimum} - 100)"
    if nested(deployment, "strategy") == "BLUE_GREEN" and nested(deployment, "bakeTimeInMinutes") is None:
        yield "deploymentConfiguration.bakeTimeInMinutes", "it is required with the BLUE_GREEN deployment strategy"


def _traffic_failures(inputs: Mapping[str, Any]) -> Iterator[Failure]:
    strategy = nested(inputs.get("deploymentConfiguration") or {}, "strategy") or "ROLLING"
    balancers = _items(inputs.get("loadBalancers"))
    for index, balancer in enumerate(balancers):
        advanced = balancer.get("advancedConfiguration")
        where = f"loadBalancers[{index}].advancedConfiguration"
        if strategy != "ROLLING" and not advanced:
            yield where, f"it is required with the {strategy} deployment strategy"
        second = nested(advanced, "alternateTargetGroupArn")
        if second is not None and not is_unknown(second) and second == balancer.get("targetGroupArn"):
            yield f"{where}.alternateTargetGroupArn", "the alternate target group must be another one"
    if strategy in {"LINEAR", "CANARY"} and not balancers and not inputs.get("serviceConnectConfiguration"):
        yield "loadBalancers", f"the {strategy} deployment strategy shifts the requests of a load balancer"


def _items(value: Any) -> Sequence[Mapping[str, Any]]:
    """The known objects of a list."""
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def _at(value: Any, path: Sequence[str]) -> Any:
    for key in path:
        value = nested(value, key)
    return value


def _within(value: Any, minimum: float, maximum: float) -> bool:
    """Whether a number, or a text of one, is in a range; unknown values are."""
    if is_unknown(value):
        return True
    try:
        return minimum <= float(value) <= maximum
    except (TypeError, ValueError):
        return False
