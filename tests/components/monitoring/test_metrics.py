"""Every alarm and every widget is on a metric with the dimensions that AWS documents, within CloudWatch's limits."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import botocore.session
import pytest

from components import ArgumentError, Monitoring
from components.monitoring.metric import Absent, Metric
from components.monitoring.metrics import METRICS
from components.stream.args import MonitoringLevel
from components.stream.limits import StreamKind
from tests.components.all_samples import of_type
from tests.components.monitoring.drawn import ALARM, COMPOSITE, DASHBOARD, Drawn, Key, of_alarm, of_widget
from tests.components.recording import Registration, record
from tests.components.samples import SAMPLES

POLICY = "aws:appautoscaling/policy:Policy"

DAY = 86_400
WEEK = 7 * DAY

ROWS: Mapping[Key, Metric] = {(row.namespace, row.name, tuple(sorted(row.dimensions))): row for row in METRICS.values()}


def alarms() -> list[Registration]:
    """Every alarm of the samples and the cities."""
    return [registration for _, registration in of_type(ALARM)]


def widgets() -> Iterator[Mapping[str, Any]]:
    """Every widget of every dashboard."""
    for _, registration in of_type(DASHBOARD):
        yield from json.loads(registration.inputs["dashboardBody"])["widgets"]


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
    """Namespace, metric, exact dimensions and statistic follow the table, and of one metric what no data means too."""
    used = [(alarm, drawn) for alarm in alarms() for drawn in of_alarm(alarm.inputs)]
    assert {alarm.name: drawn.key for alarm, drawn in used if undocumented(drawn.key)} == {}
    for alarm, drawn in used:
        row = ROWS[drawn.key]
        assert row.accepts(drawn.statistic), alarm.name
        if "metricQueries" not in alarm.inputs:
            assert row.absent.value == alarm.inputs["treatMissingData"], alarm.name


def test_widgets_are_on_documented_metrics() -> None:
    """A widget without data looks as if all is well."""
    drawn = [one for widget in widgets() for one in of_widget(widget)]
    assert drawn
    for one in drawn:
        assert not undocumented(one.key), one
        assert ROWS[one.key].accepts(one.statistic), one


def test_a_statistic_that_makes_no_sense_is_refused() -> None:
    """The sum of times and the percentile of a count say nothing."""
    latency, placed = METRICS["PLACEMENT_LATENCY"], METRICS["ORDERS_PLACED"]
    assert [latency.accepts(text) for text in ("p99", "PR(:1000)", "SampleCount", "Sum")] == [True, True, True, False]
    assert [placed.accepts(text) for text in ("Sum", "p99", "PR(:1000)")] == [True, False, False]


def test_every_row_is_used() -> None:
    """A row that nothing uses is not maintained."""
    used = {drawn.key for alarm in alarms() for drawn in of_alarm(alarm.inputs)}
    used |= {drawn.key for widget in widgets() for drawn in of_widget(widget)}
    used |= {drawn.key for drawn in of_scaling()}
    assert set(ROWS) == used
    assert len(ROWS) == len(METRICS), "two rows have the same metric and dimensions"


def test_rows_name_their_source() -> None:
    """Each row names a page, and each metric that counts events is silent when all is well."""
    for name, row in METRICS.items():
        assert len(row.source) > len("a page"), name
        assert row.statistic != "Sum" or row.absent is not Absent.FAULT, name


def test_an_unverified_metric_is_backed_by_a_documented_one() -> None:
    """Where the page leaves open whether there will be data, another alarm on the same resource shows the fault."""
    used = [drawn for alarm in alarms() for drawn in of_alarm(alarm.inputs)]
    documented = [drawn.dimensions for drawn in used if not ROWS[drawn.key].unverified]
    for drawn in used:
        if ROWS[drawn.key].unverified:
            assert drawn.dimensions in documented, drawn


def test_names_of_cache_nodes_are_those_that_elasticache_gives() -> None:
    """The member clusters of a replication group are named group-shard-node."""
    used = [drawn for alarm in alarms() for drawn in of_alarm(alarm.inputs)]
    nodes = {drawn.dimensions["CacheClusterId"] for drawn in used if "CacheClusterId" in drawn.dimensions}
    assert nodes
    assert [node for node in nodes if not re.fullmatch(r"[a-z][a-z0-9-]*-\d{4}-\d{3}", node)] == []


def test_alarms_keep_the_limits_of_cloudwatch() -> None:
    """PutMetricAlarm: lengths, number of dimensions and actions, and the longest time that an alarm looks back."""
    members = shape("cloudwatch", "PutMetricAlarmInput").members
    for alarm in alarms():
        inputs = alarm.inputs
        metrics = of_alarm(inputs)
        (period,) = {drawn.period for drawn in metrics}
        assert period in {10, 20, 30} or period % 60 == 0, alarm.name
        # An alarm looks back a day, or a week with periods of an hour or more (API reference, EvaluationPeriods).
        assert period * inputs["evaluationPeriods"] <= (WEEK if period >= DAY // 24 else DAY), alarm.name
        assert len(inputs["name"]) <= members["AlarmName"].metadata["max"], alarm.name
        assert len(inputs["alarmDescription"]) <= members["AlarmDescription"].metadata["max"], alarm.name
        assert len(inputs.get("alarmActions", [])) <= members["AlarmActions"].metadata["max"], alarm.name
        for drawn in metrics:
            assert len(drawn.dimensions) <= members["Dimensions"].metadata["max"], alarm.name
            assert_statistic(drawn, members["Statistic"].enum)


def assert_statistic(drawn: Drawn, plain: list[str]) -> None:
    """A statistic of CloudWatch: a plain one, a percentile, or the percentile rank of a value."""
    percentile = r"p(\d{1,2}(\.\d{1,10})?|100)"
    assert drawn.statistic in plain or re.fullmatch(rf"{percentile}|PR\(:\d+\)", drawn.statistic), drawn


def test_expressions_keep_the_limits_of_cloudwatch() -> None:
    """PutMetricAlarm, Metrics: ten metrics, one result beside a band, unique ids that begin with a small letter."""
    members = shape("cloudwatch", "MetricDataQuery").members
    expressions = [alarm for alarm in alarms() if "metricQueries" in alarm.inputs]
    assert expressions
    for alarm in expressions:
        queries = alarm.inputs["metricQueries"]
        ids = [query["id"] for query in queries]
        band = alarm.inputs.get("thresholdMetricId")
        assert len(of_alarm(alarm.inputs)) <= 10, alarm.name
        assert len(ids) == len(set(ids)), alarm.name
        assert all(re.fullmatch(r"[a-z][A-Za-z0-9_]*", one) for one in ids), alarm.name
        assert sum(query["returnData"] for query in queries) == (2 if band else 1), alarm.name
        assert ("threshold" in alarm.inputs) != (band in ids), alarm.name
        for query in queries:
            assert ("metric" in query) != ("expression" in query), alarm.name
            assert len(query.get("expression", "")) <= members["Expression"].metadata["max"], alarm.name


def test_composite_alarms_keep_the_limits_of_cloudwatch() -> None:
    """PutCompositeAlarm: the length of the rule, and 100 alarms that it reads."""
    members = shape("cloudwatch", "PutCompositeAlarmInput").members
    found = [registration for _, registration in of_type(COMPOSITE)]
    assert found
    for alarm in found:
        rule = alarm.inputs["alarmRule"]
        assert len(rule) <= members["AlarmRule"].metadata["max"], alarm.name
        assert 0 < len(set(re.findall(r'ALARM\("([^"]+)"\)', rule))) <= 100, alarm.name
        assert len(alarm.inputs["alarmName"]) <= members["AlarmName"].metadata["max"], alarm.name
        assert len(alarm.inputs["alarmDescription"]) <= members["AlarmDescription"].metadata["max"], alarm.name


def test_dashboards_keep_the_limits_of_cloudwatch() -> None:
    """CloudWatch quotas: 500 widgets, 500 metrics in a widget and 2,500 in a dashboard, 100 alarms in a widget."""
    assert any(widget["type"] == "metric" for widget in widgets())
    for label, registration in of_type(DASHBOARD):
        body = json.loads(registration.inputs["dashboardBody"])["widgets"]
        sizes = [len(widget["properties"]["metrics"]) for widget in body if widget["type"] == "metric"]
        assert len(body) <= 500, label
        assert [size for size in sizes if not 0 < size <= 500] == [], label
        assert sum(sizes) <= 2500, label
        for widget in body:
            if widget["type"] == "alarm":
                assert 0 < len(widget["properties"]["alarms"]) <= 100, label


def tracked() -> list[Mapping[str, Any]]:
    """Every configuration of target tracking; the other policies follow forecasts."""
    found = [registration.inputs for _, registration in of_type(POLICY)]
    return [
        inputs["targetTrackingScalingPolicyConfiguration"]
        for inputs in found
        if inputs["policyType"] == "TargetTrackingScaling"
    ]


def of_scaling() -> Iterator[Drawn]:
    """Every metric that a policy computes its own from."""
    for tracking in tracked():
        for query in tracking.get("customizedMetricSpecification", {}).get("metrics", []):
            if "metricStat" in query:
                stat = query["metricStat"]
                metric = stat["metric"]
                dimensions = {item["name"]: item["value"] for item in metric["dimensions"]}
                yield Drawn(metric["namespace"], metric["metricName"], dimensions, stat["stat"], 60)


def test_scaling_follows_predefined_metrics() -> None:
    """Application Auto Scaling chooses the dimensions of its predefined metrics itself; others need a row."""
    known = shape("application-autoscaling", "MetricType").enum
    configurations = tracked()
    assert configurations
    for tracking in configurations:
        assert ("customizedMetricSpecification" in tracking) != ("predefinedMetricSpecification" in tracking)
        if "predefinedMetricSpecification" in tracking:
            assert tracking["predefinedMetricSpecification"]["predefinedMetricType"] in known


def test_scaling_is_on_documented_metrics() -> None:
    """A policy on a metric without data never scales."""
    drawn = list(of_scaling())
    assert drawn
    for one in drawn:
        assert not undocumented(one.key), one
        assert ROWS[one.key].accepts(one.statistic), one


def test_forecasts_follow_predefined_metrics() -> None:
    """Application Auto Scaling has the load and the scaling metric of a forecast under one name."""
    policies = [registration.inputs for _, registration in of_type(POLICY)]
    forecasts = [inputs for inputs in policies if inputs["policyType"] == "PredictiveScaling"]
    assert forecasts
    assert {inputs["policyType"] for inputs in policies} == {"PredictiveScaling", "TargetTrackingScaling"}
    for inputs in forecasts:
        (specification,) = inputs["predictiveScalingPolicyConfiguration"]["metricSpecifications"]
        pair = specification["predefinedMetricPairSpecification"]["predefinedMetricType"]
        # Application Auto Scaling API reference, PredictiveScalingPredefinedMetricPairSpecification: the pairs in it.
        assert pair in {"ECSServiceCPUUtilization", "ECSServiceMemoryUtilization", "ALBRequestCount"}


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
    drawn = [one for alarm in built.of_type(ALARM) for one in of_alarm(alarm.inputs)]
    kafka = {one.name for one in drawn if one.namespace == "AWS/Kafka"}
    assert {"SumOffsetLag", "MessagesInPerSec"} == kafka


def test_indexes_have_alarms_of_their_own() -> None:
    """The metrics of a table do not include its indexes: each index of a city is alarmed on."""
    watched = {
        (dimensions["TableName"], dimensions["GlobalSecondaryIndexName"])
        for dimensions in (drawn.dimensions for alarm in alarms() for drawn in of_alarm(alarm.inputs))
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
