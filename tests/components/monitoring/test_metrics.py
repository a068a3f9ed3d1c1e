"""Every alarm and every widget is on a metric with the dimensions that AWS documents, within CloudWatch's limits."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import botocore.session
import pytest

from components import ArgumentError, Monitoring
from components.monitoring.metric import Absent, Metric
from components.monitoring.metrics import METRICS
from components.stream.args import MonitoringLevel
from components.stream.limits import StreamKind
from tests.components.all_samples import of_type
from tests.components.recording import Registration, record
from tests.components.samples import SAMPLES

ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
DASHBOARD = "aws:cloudwatch/dashboard:Dashboard"
POLICY = "aws:appautoscaling/policy:Policy"

DAY = 86_400

Key = tuple[str, str, tuple[str, ...]]
"""Namespace, metric and the sorted names of its dimensions."""

ROWS: Mapping[Key, Metric] = {(row.namespace, row.name, tuple(sorted(row.dimensions))): row for row in METRICS.values()}


def alarms() -> list[Registration]:
    """Every alarm of the samples and the cities."""
    return [registration for _, registration in of_type(ALARM)]


def alarm_key(inputs: Mapping[str, Any]) -> Key:
    """The metric of an alarm."""
    return inputs["namespace"], inputs["metricName"], tuple(sorted(inputs["dimensions"]))


def widgets() -> Iterator[Mapping[str, Any]]:
    """Every widget of every dashboard."""
    for _, registration in of_type(DASHBOARD):
        yield from json.loads(registration.inputs["dashboardBody"])["widgets"]


def series_key(row: Sequence[str]) -> Key:
    """The metric of one line of a widget: namespace, metric, then dimensions and their values in turn."""
    namespace, name, *dimensions = row
    return namespace, name, tuple(sorted(dimensions[::2]))


def shape(service: str, name: str) -> Any:
    """A shape of the API of a service, which has AWS's limits."""
    return botocore.session.get_session().get_service_model(service).shape_for(name)


def undocumented(key: Key) -> bool:
    """Whether no row documents the set."""
    return key not in ROWS


@pytest.mark.parametrize(
    "key",
    [
        ("AWS/DynamoDB", "ThrottledRequests", ("TableName",)),
        ("AWS/DynamoDB", "ReadThrottleEvents", ("Operation", "TableName")),
        ("AWS/ElastiCache", "EngineCPUUtilization", ("ReplicationGroupId",)),
        ("AWS/Kafka", "SumOffsetLag", ("Cluster", "Consumer Group", "Topic")),
    ],
)
def test_a_metric_with_other_dimensions_is_refused(key: Key) -> None:
    """A set that AWS does not publish has no row: an alarm on it would never have data."""
    assert undocumented(key)


def test_alarms_are_on_documented_metrics() -> None:
    """Namespace, metric, exact dimensions, statistic and the meaning of missing data follow the table."""
    wrong = {alarm.name: alarm_key(alarm.inputs) for alarm in alarms() if undocumented(alarm_key(alarm.inputs))}
    assert wrong == {}
    for alarm in alarms():
        row = ROWS[alarm_key(alarm.inputs)]
        statistic = alarm.inputs.get("statistic") or alarm.inputs.get("extendedStatistic")
        assert (row.statistic, row.absent.value) == (statistic, alarm.inputs["treatMissingData"]), alarm.name


def test_widgets_are_on_documented_metrics() -> None:
    """A widget without data looks as if all is well."""
    drawn = [(widget, row) for widget in widgets() for row in widget["properties"]["metrics"]]
    assert drawn
    for widget, row in drawn:
        assert not undocumented(series_key(row)), row
        assert ROWS[series_key(row)].statistic == widget["properties"]["stat"], row


def test_every_row_is_used() -> None:
    """A row that nothing uses is not maintained."""
    used = {alarm_key(alarm.inputs) for alarm in alarms()}
    used |= {series_key(row) for widget in widgets() for row in widget["properties"]["metrics"]}
    assert set(ROWS) == used
    assert len(ROWS) == len(METRICS), "two rows have the same metric and dimensions"


def test_rows_name_their_source() -> None:
    """Each row names a page, and each metric that counts events is silent when all is well."""
    for name, row in METRICS.items():
        assert len(row.source) > len("a page"), name
        assert row.statistic != "Sum" or row.absent is not Absent.FAULT, name


def test_an_unverified_metric_is_backed_by_a_documented_one() -> None:
    """Where the page leaves open whether there will be data, another alarm on the same resource shows the fault."""
    documented = [alarm.inputs["dimensions"] for alarm in alarms() if not ROWS[alarm_key(alarm.inputs)].unverified]
    for alarm in alarms():
        if ROWS[alarm_key(alarm.inputs)].unverified:
            assert alarm.inputs["dimensions"] in documented, alarm.name


def test_names_of_cache_nodes_are_those_that_elasticache_gives() -> None:
    """The member clusters of a replication group are named group-shard-node."""
    nodes = {alarm.inputs["dimensions"].get("CacheClusterId") for alarm in alarms()} - {None}
    assert nodes
    assert [node for node in nodes if not re.fullmatch(r"[a-z][a-z0-9-]*-\d{4}-\d{3}", node)] == []


def test_alarms_keep_the_limits_of_cloudwatch() -> None:
    """PutMetricAlarm: lengths, number of dimensions and actions, and the longest time that an alarm looks back."""
    members = shape("cloudwatch", "PutMetricAlarmInput").members
    for alarm in alarms():
        inputs = alarm.inputs
        period, periods = inputs["period"], inputs["evaluationPeriods"]
        assert period in {10, 20, 30} or period % 60 == 0, alarm.name
        # An alarm looks back a day, or a week with periods of an hour or more (API reference, EvaluationPeriods).
        assert period * periods <= (7 * DAY if period >= DAY // 24 else DAY), alarm.name
        assert len(inputs["name"]) <= members["AlarmName"].metadata["max"], alarm.name
        assert len(inputs["alarmDescription"]) <= members["AlarmDescription"].metadata["max"], alarm.name
        assert len(inputs["alarmActions"]) <= members["AlarmActions"].metadata["max"], alarm.name
        assert len(inputs["dimensions"]) <= members["Dimensions"].metadata["max"], alarm.name
        assert ("statistic" in inputs) != ("extendedStatistic" in inputs), alarm.name
        if "statistic" in inputs:
            assert inputs["statistic"] in members["Statistic"].enum, alarm.name
        else:
            assert re.fullmatch(r"p(\d{1,2}(\.\d{1,10})?|100)", inputs["extendedStatistic"]), alarm.name
        # Metric math, which would allow ten metrics, is not used.
        assert "metricQueries" not in inputs, alarm.name


def test_dashboards_keep_the_limits_of_cloudwatch() -> None:
    """CloudWatch quotas: 500 widgets, 500 metrics in a widget and 2,500 in a dashboard."""
    for label, registration in of_type(DASHBOARD):
        body = json.loads(registration.inputs["dashboardBody"])["widgets"]
        sizes = [len(widget["properties"]["metrics"]) for widget in body]
        assert len(body) <= 500, label
        assert min(sizes) > 0, label
        assert max(sizes) <= 500, label
        assert sum(sizes) <= 2500, label
        for widget in body:
            assert widget["x"] + widget["width"] <= 24, label


def test_scaling_follows_predefined_metrics() -> None:
    """Application Auto Scaling chooses the dimensions of its predefined metrics; a custom one would need a row."""
    known = shape("application-autoscaling", "MetricType").enum
    tracked = [registration.inputs["targetTrackingScalingPolicyConfiguration"] for _, registration in of_type(POLICY)]
    assert tracked
    for tracking in tracked:
        assert "customizedMetricSpecification" not in tracking
        assert tracking["predefinedMetricSpecification"]["predefinedMetricType"] in known


@pytest.mark.parametrize("level", list(MonitoringLevel))
def test_the_level_of_the_cluster_publishes_what_is_alarmed_on(level: MonitoringLevel) -> None:
    """A level below that of an alarm's metric is an error, since the alarm would never have data."""
    args = SAMPLES[Monitoring].args({"stream_monitoring": level})
    if level in {MonitoringLevel.TOPIC, MonitoringLevel.PARTITION}:
        assert record(lambda: Monitoring("part", args)).of_type(ALARM)  # pyright: ignore[reportArgumentType] - the tests' dict
        return
    with pytest.raises(ArgumentError, match="MessagesInPerSec of Cluster Name/Broker ID/Topic needs PER_TOPIC_PER"):
        Monitoring("part", args)  # pyright: ignore[reportArgumentType] - the tests' dict


def test_express_brokers_have_no_alarms_on_metrics_of_standard_ones() -> None:
    """Express does not publish offline and under-replicated partitions; it publishes the others."""
    args = SAMPLES[Monitoring].args({"stream_kind": StreamKind.EXPRESS})
    built = record(lambda: Monitoring("part", args))  # pyright: ignore[reportArgumentType] - the tests' dict
    kafka = {alarm.inputs["metricName"] for alarm in built.of_type(ALARM) if alarm.inputs["namespace"] == "AWS/Kafka"}
    assert {"SumOffsetLag", "MessagesInPerSec"} == kafka


def test_indexes_have_alarms_of_their_own() -> None:
    """The metrics of a table do not include its indexes: each index of a city is alarmed on."""
    watched = {
        (dimensions["TableName"], dimensions["GlobalSecondaryIndexName"])
        for dimensions in (alarm.inputs["dimensions"] for alarm in alarms())
        if "GlobalSecondaryIndexName" in dimensions
    }
    made = {
        (table.inputs["name"], index["name"])
        for label, table in of_type("aws:dynamodb/table:Table")
        if label in {"demo", "madrid"}
        for index in table.inputs.get("globalSecondaryIndexes", [])
    }
    assert made
    assert made <= watched
