"""Who is notified of what: severities, their topics, the health of the cell, and alarms on a drop of traffic."""

import json
import re
from collections.abc import Mapping
from typing import Any

import pytest

from components import Monitoring
from components.monitoring.alarm import Alarm, Severity
from components.monitoring.metrics import API_ERRORS
from components.monitoring.rules import health_alarms
from tests.components.monitoring.drawn import ALARM, COMPOSITE
from tests.components.recording import Recorder, Registration, record
from tests.components.samples import SAMPLES

TOPIC, SUBSCRIPTION = "aws:sns/topic:Topic", "aws:sns/topicSubscription:TopicSubscription"


def built(change: Mapping[str, Any] | None = None) -> Recorder:
    """The sample on mocks."""
    return record(lambda: Monitoring("part", SAMPLES[Monitoring].args(change)))  # pyright: ignore[reportArgumentType] - the tests' dict


def routes(recorder: Recorder) -> dict[str, str]:
    """Name of each alarm that notifies to the end of its topic's ARN."""
    found = [*recorder.of_type(ALARM), *recorder.of_type(COMPOSITE)]
    return {
        name_of(alarm): alarm.inputs["alarmActions"][0].rsplit("-", 1)[-1]
        for alarm in found
        if "alarmActions" in alarm.inputs
    }


def name_of(alarm: Registration) -> str:
    """The AWS name of a metric or composite alarm, without the cell."""
    return str(alarm.inputs.get("name") or alarm.inputs["alarmName"]).removeprefix("lisbon-")


def read_by(recorder: Recorder, name: str) -> set[str]:
    """The alarms that a composite alarm reads, without the cell."""
    (alarm,) = [item for item in recorder.of_type(COMPOSITE) if name_of(item) == name]
    return set(re.findall(r'ALARM\("lisbon-([^"]+)"\)', alarm.inputs["alarmRule"]))


@pytest.mark.parametrize(
    ("alarm", "topic"),
    [
        ("api-errors", "alarms"),
        ("offline-partitions", "alarms"),
        ("slo-ping-to-page-page", "alarms"),
        ("slo-ping-to-page-ticket", "tickets"),
        ("under-replicated-1", "tickets"),
        ("database-capacity", "tickets"),
        ("health", "tickets"),
        ("orders-drop", "alarms"),
        ("pings-drop", "tickets"),
    ],
)
def test_an_alarm_notifies_the_topic_of_its_severity(alarm: str, topic: str) -> None:
    """Pages wake someone; tickets wait for the morning."""
    assert routes(built())[alarm] == topic


def test_windows_of_burn_rates_notify_no_one_by_themselves() -> None:
    """One window alone is noise: the composite alarm of both notifies."""
    alone = {name_of(alarm) for alarm in built().of_type(ALARM)} - routes(built()).keys()
    assert alone
    assert all(re.fullmatch(r"slo-[a-z-]+-[\d.]+x-\d+(min|h|d)", name) for name in alone), alone


def test_a_cell_is_unhealthy_while_anything_pages() -> None:
    """The health alarm reads exactly what pages."""
    recorder = built()
    pages = {name for name, topic in routes(recorder).items() if topic == "alarms"}
    assert pages == read_by(recorder, "health")


def test_the_health_alarm_is_named_after_the_cell() -> None:
    """Commands find it by this name, and the component has it as an output."""
    recorder = built()
    assert "lisbon-health" in {alarm.inputs["alarmName"] for alarm in recorder.of_type(COMPOSITE)}
    (outputs,) = recorder.outputs.values()
    assert outputs["healthAlarmName"] == "lisbon-health"


def test_the_health_of_a_large_cell_is_read_by_parts() -> None:
    """A rule reads 100 alarms at most, so the health of a cell with more is the health of its parts."""
    many = [f"lisbon-function-{number}" for number in range(150)]
    recorder = built({"functions": many, "sources": many})
    pages = {name for name, topic in routes(recorder).items() if topic == "alarms"}
    parts = read_by(recorder, "health")
    assert parts == {"health-1", "health-2"}
    assert pages == {name for part in parts for name in read_by(recorder, part)}


def test_a_rule_is_never_too_long() -> None:
    """Names of 255 characters fill a rule before it reads 100 alarms."""
    alarms = [Alarm(f"a{number}", "", API_ERRORS.of("x"), 0, severity=Severity.PAGE) for number in range(60)]
    *parts, health = health_alarms(alarms, [255] * len(alarms))
    assert len(parts) == 2
    assert [role for part in parts for (role,) in part.any_of] == [alarm.role for alarm in alarms]
    assert health.any_of == tuple((part.role,) for part in parts)


def test_a_cell_without_pages_has_no_part() -> None:
    """The only alarm of an empty list is the health itself."""
    (health,) = health_alarms([], [])
    assert health.any_of == ()


def test_mail_for_both_severities() -> None:
    """Tickets go to the address of pages unless they have their own."""

    def sent(change: Mapping[str, str]) -> dict[str, str]:
        found = built(change).of_type(SUBSCRIPTION)
        return {item.inputs["topic"].rsplit("-", 1)[-1]: item.inputs["endpoint"] for item in found}

    assert sent({}) == {}
    assert sent({"email": "a@x.io"}) == {"alarms": "a@x.io", "tickets": "a@x.io"}
    assert sent({"email": "a@x.io", "ticket_email": "b@x.io"}) == {"alarms": "a@x.io", "tickets": "b@x.io"}
    assert sent({"ticket_email": "b@x.io"}) == {"tickets": "b@x.io"}


def test_both_topics_are_encrypted() -> None:
    """With the key of the arguments."""
    args = SAMPLES[Monitoring].args()
    assert [args["key_arn"]] * 2 == [topic.inputs["kmsMasterKeyId"] for topic in built().of_type(TOPIC)]


def test_a_drop_is_compared_with_what_is_usual() -> None:
    """Nothing counts as zero, and the alarm starts below the band, never above it."""
    inputs = built().one(ALARM, "orders-drop").inputs
    expressions = {query["id"]: query["expression"] for query in inputs["metricQueries"] if "expression" in query}
    assert expressions == {"value": "FILL(events, 0)", "band": "ANOMALY_DETECTION_BAND(value, 3)"}
    assert (inputs["comparisonOperator"], inputs["thresholdMetricId"]) == ("LessThanLowerThreshold", "band")


def test_a_disposable_cell_learns_nothing() -> None:
    """It does not live for the two weeks that CloudWatch learns, unless asked for."""
    drops = {"orders-drop", "pings-drop"}
    assert drops.isdisjoint(routes(built({"disposable": True})))
    assert drops <= routes(built({"disposable": True, "anomaly_alarms": True})).keys()
    assert drops.isdisjoint(routes(built({"anomaly_alarms": False})))


def test_the_dashboard_shows_the_state_of_every_composite_alarm() -> None:
    """Health and objectives, by ARN, as alarm widgets name them."""
    recorder = built()
    body = json.loads(recorder.one("aws:cloudwatch/dashboard:Dashboard").inputs["dashboardBody"])
    (widget,) = [item for item in body["widgets"] if item["type"] == "alarm"]
    assert len(widget["properties"]["alarms"]) == len(recorder.of_type(COMPOSITE))
