"""What a budget counts, and whom it tells."""

import json
from collections.abc import Mapping
from typing import Any

import botocore.session
import pytest

from components import Budget
from components.plan.idle_cost import IdleItem, monthly_budget
from tests.components.recording import Recorder, record
from tests.components.samples import SAMPLES

BUDGET = "aws:budgets/budget:Budget"
MONITOR = "aws:costexplorer/anomalyMonitor:AnomalyMonitor"
SUBSCRIPTION = "aws:costexplorer/anomalySubscription:AnomalySubscription"


def built(change: Mapping[str, Any] | None = None) -> Recorder:
    """The sample on mocks."""
    return record(lambda: Budget("part", SAMPLES[Budget].args(change)))  # pyright: ignore[reportArgumentType] - the tests' dict


def test_it_counts_what_has_the_tag_of_the_cell() -> None:
    """The tag that every resource of a cell has, without credits, which would hide the cost."""
    budget = built().one(BUDGET)
    assert budget.tags["cell"] == "lisbon"
    assert budget.inputs["costFilters"] == [{"name": "TagKeyValue", "values": ["user:cell$lisbon"]}]
    assert budget.inputs["costTypes"] == {"includeCredit": False, "includeRefund": False}
    assert (budget.inputs["limitAmount"], budget.inputs["limitUnit"], budget.inputs["timeUnit"]) == (
        "1500",
        "USD",
        "MONTHLY",
    )


def test_it_tells_of_actual_and_of_forecast_costs() -> None:
    """By default at 80 and 100 % of the budget, and when the forecast is above it."""
    told = built().one(BUDGET).inputs["notifications"]
    assert [(item["notificationType"], item["threshold"]) for item in told] == [
        ("ACTUAL", 80),
        ("ACTUAL", 100),
        ("FORECASTED", 100),
    ]
    assert {tuple(item["subscriberSnsTopicArns"]) for item in told} == {(SAMPLES[Budget].good["topic_arn"],)}


def test_each_notification_has_someone_to_tell() -> None:
    """AWS refuses one without a subscriber, and takes one topic at most."""
    for change in ({}, {"email": "a@x.io"}, {"email": "a@x.io", "topic_arn": None}):
        for item in built(change).one(BUDGET).inputs["notifications"]:
            topics, mails = item.get("subscriberSnsTopicArns", []), item.get("subscriberEmailAddresses", [])
            assert topics or mails
            assert len(topics) <= 1
            assert mails == ([change["email"]] if "email" in change else [])


def choices(model: Any, shape: str) -> list[str]:
    """The values of an enum in a service's model."""
    return model.shape_for(shape).enum


def test_values_are_those_of_the_api() -> None:
    """Enums of AWS Budgets and Cost Explorer."""
    session = botocore.session.get_session()
    budgets, costs = session.get_service_model("budgets"), session.get_service_model("ce")
    recorder = built({"email": "a@x.io", "anomaly_usd": 50})
    inputs = recorder.one(BUDGET).inputs
    assert inputs["budgetType"] in choices(budgets, "BudgetType")
    for item in inputs["notifications"]:
        assert item["notificationType"] in choices(budgets, "NotificationType")
        assert item["comparisonOperator"] in choices(budgets, "ComparisonOperator")
        assert item["thresholdType"] in choices(budgets, "ThresholdType")
    assert recorder.one(MONITOR).inputs["monitorType"] in choices(costs, "MonitorType")
    assert recorder.one(SUBSCRIPTION).inputs["frequency"] in choices(costs, "AnomalySubscriptionFrequency")


def test_anomalies_are_an_argument() -> None:
    """Only the management account may watch a tag, so a cell does not try by itself."""
    assert built().of_type(MONITOR) == []
    recorder = built({"email": "a@x.io", "anomaly_usd": 50})
    watched = json.loads(recorder.one(MONITOR).inputs["monitorSpecification"])
    assert watched == {"Tags": {"Key": "cell", "Values": ["lisbon"]}}
    subscription = recorder.one(SUBSCRIPTION).inputs
    assert subscription["subscribers"] == [{"type": "EMAIL", "address": "a@x.io"}]
    assert subscription["thresholdExpression"]["dimension"]["values"] == ["50"]


def test_a_monitor_is_not_replaced_for_how_the_provider_reads_it() -> None:
    """The provider returns every key of the API in it, and each difference would replace the monitor."""
    monitor = built({"email": "a@x.io", "anomaly_usd": 50}).one(MONITOR)
    assert monitor.ignores == ("monitorSpecification",)


@pytest.mark.parametrize(("hour", "expected"), [(1.0, 1500), (None, 50), (0.1, 150)])
def test_the_default_is_twice_the_idle_cost(hour: float | None, expected: int) -> None:
    """In steps of 50 dollars, and never nothing."""
    assert expected == monthly_budget([IdleItem("brokers", 1, hour)])
