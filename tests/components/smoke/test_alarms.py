"""The alarm's action, against CloudWatch's model (botocore's stubber)."""

import threading
from collections.abc import Generator
from datetime import UTC, datetime
from typing import Any

import boto3
import pytest
from botocore.stub import ANY, Stubber

from components.smoke import alarms
from components.smoke.alarms import REASON, AlarmCheck, cloudwatch
from components.smoke.errors import StepError

TOPIC = "arn:aws:sns:eu-west-1:123456789012:demo-alarms"
OK = f"Successfully executed action {TOPIC}"
NOT_AUTHORIZED = f'Failed to execute action {TOPIC}. Received error: "CloudWatch Alarms is not authorized to perform'


def alarm(name: str, state: str = "OK", **changes: Any) -> dict[str, Any]:
    """An alarm that publishes to the topic."""
    return {"AlarmName": name, "StateValue": state, "ActionsEnabled": True, "AlarmActions": [TOPIC]} | changes


def history(*summaries: str, day: int = 1) -> dict[str, Any]:
    """Actions of an alarm on one day."""
    when = datetime(2026, 1, day, tzinfo=UTC)
    return {"AlarmHistoryItems": [{"AlarmName": "x", "Timestamp": when, "HistorySummary": text} for text in summaries]}


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> Generator[Stubber]:
    """A client that answers as each test says, in this order."""
    monkeypatch.setattr(alarms, "POLL_SECONDS", 0.01)
    client = boto3.client("cloudwatch", region_name="eu-west-1", aws_access_key_id="a", aws_secret_access_key="b")
    with Stubber(client) as stubber:
        yield stubber
        stubber.assert_no_pending_responses()


def check(stub: Stubber, seconds: float = 5.0) -> str:
    """Run the check."""
    return AlarmCheck("demo", TOPIC, stub.client, seconds, threading.Event()).run()


def expect(
    stub: Stubber, found: list[dict[str, Any]], *histories: dict[str, Any], name: str = "demo-api-errors"
) -> None:
    """The calls of one check: list, history before, set, history after, set back."""
    stub.add_response(
        "describe_alarms", {"MetricAlarms": found}, {"AlarmNamePrefix": "demo-", "AlarmTypes": ["MetricAlarm"]}
    )
    asked = {
        "AlarmName": name,
        "HistoryItemType": "Action",
        "StartDate": ANY,
        "MaxRecords": 100,
        "ScanBy": "TimestampDescending",
    }
    state = {"AlarmName": name, "StateReason": REASON}
    for number, answer in enumerate(histories):
        stub.add_response("describe_alarm_history", answer, asked)
        if number == 0:
            stub.add_response("set_alarm_state", {}, state | {"StateValue": "ALARM"})
    if histories:
        stub.add_response("set_alarm_state", {}, state | {"StateValue": "OK"})


def test_the_action_is_seen_in_the_history(stub: Stubber) -> None:
    """An action of an earlier test does not count; the alarm gets its state back."""
    expect(stub, [alarm("demo-a"), alarm("demo-api-errors")], history(OK), history(OK), history(OK, day=2))
    assert check(stub) == "demo-api-errors published to demo-alarms"


def test_a_refused_publication_fails_with_its_reason(stub: Stubber) -> None:
    """The topic's or the key's policy refuses CloudWatch."""
    expect(stub, [alarm("demo-api-errors")], history(), history(NOT_AUTHORIZED))
    with pytest.raises(StepError, match="not authorized to perform: check the policies of the topic and of its key"):
        check(stub)


def test_actions_of_other_topics_do_not_count(stub: Stubber) -> None:
    """Another subscriber of the alarm proves nothing about the topic; the wait has an end."""
    expect(stub, [alarm("demo-api-errors")], history())
    with pytest.raises(StepError, match="shows no action after 0 s"):
        check(stub, seconds=0)


CHOICES = {
    "none": ([], "no alarm named demo-… publishes"),
    "other topic": ([alarm("demo-a", AlarmActions=["arn:other"])], "no alarm named demo-… publishes"),
    "switched off": ([alarm("demo-a", ActionsEnabled=False)], "no alarm named demo-… publishes"),
    "all in alarm": ([alarm("demo-a", "ALARM"), alarm("demo-b", "ALARM")], "all 2 alarms of the cell are in ALARM"),
}


@pytest.mark.parametrize("case", CHOICES)
def test_an_unsuitable_alarm_is_left_alone(stub: Stubber, case: str) -> None:
    """Only a change of the state runs an action."""
    found, text = CHOICES[case]
    expect(stub, found)
    with pytest.raises(StepError, match=text):
        check(stub)


def test_another_alarm_replaces_one_in_alarm(stub: Stubber) -> None:
    """A real breach is not touched."""
    expect(stub, [alarm("demo-api-errors", "ALARM"), alarm("demo-a")], history(), history(OK), name="demo-a")
    assert check(stub) == "demo-a published to demo-alarms"


def test_a_missing_right_names_the_rights(stub: Stubber) -> None:
    """With the option that leaves alarms out."""
    stub.add_client_error("describe_alarms", "AccessDenied")
    with pytest.raises(StepError, match=r"AccessDenied; needed are cloudwatch:DescribeAlarms, .*--skip-alarms"):
        check(stub)


def test_the_state_is_set_back_after_an_error(stub: Stubber) -> None:
    """An error while waiting leaves no alarm behind."""
    expect(stub, [alarm("demo-api-errors")])
    stub.add_response("describe_alarm_history", history())
    stub.add_response("set_alarm_state", {})
    stub.add_client_error("describe_alarm_history", "Throttling")
    stub.add_response(
        "set_alarm_state", {}, {"AlarmName": "demo-api-errors", "StateValue": "OK", "StateReason": REASON}
    )
    with pytest.raises(StepError, match="CloudWatch answers Throttling"):
        check(stub)


@pytest.mark.parametrize("arn", ["", "demo-alarms", "arn:aws:sns::1:x", "arn:aws:sns:eu-west-1:1:x:y"])
def test_a_malformed_topic_is_one_line(arn: str) -> None:
    """The region of the client comes from the ARN."""
    with pytest.raises(StepError, match="is no ARN of a topic"):
        cloudwatch(arn)
