"""The services of a city: where their tasks run, how releases take over, and what their number follows."""

import json
from pathlib import Path
from typing import Any

import pulumi
import pytest

from components import ArgumentError, CityCell
from components.city.config import CityConfig, resolve
from components.city.services import REQUESTS_PER_MINUTE, minimums
from components.plan.schedule import DAYS
from components.settings import settings_from
from tests.components.recording import Recorder, record

ROOT = Path(__file__).parents[3]
SERVICE, TARGET = "aws:ecs/service:Service", "aws:appautoscaling/target:Target"
POLICY, ACTION = "aws:appautoscaling/policy:Policy", "aws:appautoscaling/scheduledAction:ScheduledAction"
PROVIDERS = "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders"
WEEK = [100.0] * 12 + [1000.0] * 8 + [200.0] * 4


def args(**change: Any) -> Any:
    """Arguments of a city with 1,000 orders in its busiest hour."""
    settings = {
        "city": "lisbon",
        "owner": "iberia",
        "accountId": "123456789012",
        "cellIndex": "1",
        "peakOrdersPerHour": "1000",
        "couriersOnline": "4000",
        "trackingViewers": "100",
        "certificateArn": "arn:aws:acm:eu-west-1:123456789012:certificate/x",
        "serviceImage": f"registry.example/services@sha256:{'a' * 64}",
        "paymentsUrl": "https://payments.example.com",
        "tokenIssuer": "https://tokens.example.com",
        "tokenAudience": "citycell",
        "tokenJwksUrl": "https://tokens.example.com/jwks.json",
    }
    values = {"aws:region": "eu-west-1"} | {f"citycell:{key}": value for key, value in settings.items()}
    archive = pulumi.AssetArchive({})
    found = settings_from(values, "lisbon").cell_args("123456789012", archive, archive, archive)
    return {**found, **change}


def city(**change: Any) -> Recorder:
    """The city on mocks."""
    return record(lambda: CityCell("cell", args(**change)))


def resolved(**change: Any) -> CityConfig:
    """Its configuration."""
    return resolve("cell", args(**change))


def forecast(folder: Path, document: object) -> str:
    """A file with expected orders."""
    path = folder / "demand.json"
    path.write_text(document if isinstance(document, str) else json.dumps(document))
    return str(path)


@pytest.fixture(scope="module")
def plain() -> Recorder:
    """A city without any of the arguments."""
    return city()


def test_without_arguments_tasks_are_on_demand_and_roll(plain: Recorder) -> None:
    """The cluster has no capacity providers, and each service one target group at most."""
    assert plain.of_type(PROVIDERS) == []
    for service in plain.of_type(SERVICE):
        assert service.inputs["launchType"] == "FARGATE"
        assert service.inputs["deploymentConfiguration"] == {"strategy": "ROLLING"}
        assert "alarms" not in service.inputs
    assert plain.of_type(ACTION) == []


def test_the_order_service_follows_its_requests(plain: Recorder) -> None:
    """At half of what a task can do. The dispatcher has one size, because more of them make duplicate proposals."""
    (policy,) = [item for item in plain.of_type(POLICY) if item.name == "cell-orders-requests-policy"]
    assert policy.inputs["targetTrackingScalingPolicyConfiguration"]["targetValue"] == REQUESTS_PER_MINUTE == 12_000
    assert [item.name for item in plain.of_type(TARGET) if "orders" in item.name or "dispatcher" in item.name] == [
        "cell-orders-scaling-target"
    ]


def test_a_share_of_the_order_service_is_on_spot() -> None:
    """After the cluster has the capacity providers; the dispatcher stays on demand."""
    recorder = city(spot_percent=50, load_balancer_capacity_units=200)
    providers = recorder.one(PROVIDERS)
    assert providers.inputs["capacityProviders"] == ["FARGATE", "FARGATE_SPOT"]
    orders, dispatcher = recorder.one(SERVICE, "orders-service"), recorder.one(SERVICE, "dispatcher-service")
    assert [item["weight"] for item in orders.inputs["capacityProviderStrategies"]] == [50, 50]
    assert dispatcher.inputs["launchType"] == "FARGATE"
    component = next(item for item in recorder.registrations if item.urn == orders.parent)
    assert providers.urn in component.dependencies
    balancer = recorder.one("aws:lb/loadBalancer:LoadBalancer").inputs
    assert balancer["minimumLoadBalancerCapacity"] == {"capacityUnits": 200}


def test_a_release_of_the_order_service_can_shift_its_requests() -> None:
    """With the alarms that roll it back."""
    recorder = city(deployment_strategy="canary", deployment_alarms=["lisbon-api-errors"])
    inputs = recorder.one(SERVICE, "orders-service").inputs
    assert inputs["deploymentConfiguration"]["strategy"] == "CANARY"
    assert inputs["alarms"]["alarmNames"] == ["lisbon-api-errors"]
    rules = recorder.of_type("aws:lb/listenerRule:ListenerRule")
    assert sorted(rule.inputs["priority"] for rule in rules) == [50, 100]


def test_rolling_by_name_makes_the_second_target_group_ready() -> None:
    """So that the next update can set another strategy."""
    recorder = city(deployment_strategy="rolling")
    assert len(recorder.of_type("aws:lb/targetGroup:TargetGroup")) == 2
    inputs = recorder.one(SERVICE, "orders-service").inputs
    assert inputs["deploymentConfiguration"] == {"strategy": "ROLLING"}


def test_the_order_service_follows_a_forecast(tmp_path: Path) -> None:
    """Two tasks at night, those of the peak in its hours, ten minutes ahead; the same on all days."""
    path = forecast(tmp_path, {"time_zone": "Europe/Lisbon", "orders_per_hour": WEEK * 7})
    peak = resolved().sizes.orders_tasks
    recorder = city(demand_forecast=path)
    target = recorder.one(TARGET, "orders-scaling-target")
    assert (target.inputs["minCapacity"], target.inputs["maxCapacity"]) == (2, peak.maximum)
    found = {item.inputs["schedule"]: item.inputs["scalableTargetAction"] for item in recorder.of_type(ACTION)}
    assert peak.minimum <= found[f"cron(50 11 ? * {','.join(DAYS)} *)"]["minCapacity"] <= peak.maximum
    assert found[f"cron(0 20 ? * {','.join(DAYS)} *)"]["minCapacity"] == 2
    assert {item.inputs["timezone"] for item in recorder.of_type(ACTION)} == {"Europe/Lisbon"}


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ("[", "the file is no forecast: it is not JSON"),
        ({"time_zone": "Europe/Lisbon", "orders_per_hour": [1.0]}, "the file is no forecast: a week has 168 hours"),
    ],
)
def test_a_wrong_forecast_is_refused(document: object, message: str, tmp_path: Path) -> None:
    """Before anything is registered, with the argument and the file."""
    with pytest.raises(ArgumentError, match=message):
        resolved(demand_forecast=forecast(tmp_path, document))


def test_a_missing_forecast_is_refused(tmp_path: Path) -> None:
    """And so is one of a city without orders, whose hours have no share."""
    with pytest.raises(ArgumentError, match="the file cannot be read: No such file or directory"):
        resolved(demand_forecast=str(tmp_path / "none.json"))
    path = forecast(tmp_path, {"time_zone": "Europe/Lisbon", "orders_per_hour": WEEK * 7})
    with pytest.raises(ArgumentError, match="peak_orders_per_hour is 0"):
        resolved(demand_forecast=path, peak_orders_per_hour=0)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"spot_percent": 100}, "spot_percent is 100, but it must be between 0 and 99"),
        ({"deployment_strategy": "fast"}, "deployment_strategy is 'fast', but it must be one of rolling"),
        ({"load_balancer_capacity_units": 1}, "load_balancer_capacity_units is 1, but it must be between 100"),
    ],
)
def test_bad_arguments_are_refused(change: dict[str, Any], message: str) -> None:
    """With the limit, before anything is registered."""
    with pytest.raises(ArgumentError, match=message):
        resolved(**change)


def test_the_forecast_of_madrid_has_few_changes() -> None:
    """The committed file of the big city: not one for each of its 168 hours."""
    import yaml  # noqa: PLC0415 - only here

    config = yaml.safe_load((ROOT / "Pulumi.madrid.yaml").read_text())["config"]
    values = {key: value if isinstance(value, str) else json.dumps(value) for key, value in config.items()}
    changes = minimums(settings_from(values, "madrid").city)
    assert 5 < len(changes) < 60
    assert min(change.minimum for change in changes) == 2
