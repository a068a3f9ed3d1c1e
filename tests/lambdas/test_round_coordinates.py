"""Function `round_coordinates` with events of Firehose."""

import base64
import json
from typing import Any

import pytest

from lambdas.round_coordinates.handler import handle

ORDER = {
    "order_id": "o1",
    "version": 3,
    "status": "assigned",
    "pickup": {"lat": 38.716_923, "lon": -9.139_902},
    "dropoff": {"lat": 38.722_252, "lon": -9.139_337},
    "total_cents": 1850,
    "ready_at": None,
    "customer_name": "Maria",
}


def event(*values: Any) -> dict[str, Any]:
    """An event as AWS documents it; values are strings, or anything that is encoded as base64 of JSON."""
    return {
        "invocationId": "12345621-4787-0000-a418-36e56Example",
        "sourceMSKArn": "arn:aws:kafka:eu-west-1:123456789012:cluster/lisbon-stream/11-22",
        "deliveryStreamArn": "arn:aws:firehose:eu-west-1:123456789012:deliverystream/lisbon-lake-order-events",
        "region": "eu-west-1",
        "records": [
            {
                "recordId": f"{number:062}",
                "approximateArrivalTimestamp": 1716369573887,
                "mskRecordMetadata": {
                    "offset": f"{number}",
                    "partitionId": "1",
                    "approximateArrivalTimestamp": 1716369573887,
                },
                "kafkaRecordValue": encoded(value) if isinstance(value, dict | list) else value,
            }
            for number, value in enumerate(values)
        ],
    }


def encoded(value: Any) -> str:
    """JSON as base64."""
    return base64.b64encode(json.dumps(value).encode()).decode()


def test_a_record_is_returned_as_it_may_be_kept() -> None:
    """Positions are rounded, unknown fields are dropped, and everything else is unchanged."""
    (answer,) = handle(event(ORDER), None)["records"]
    kept = json.loads(base64.b64decode(answer["kafkaRecordValue"]))
    expected = {key: value for key, value in ORDER.items() if key != "customer_name"} | {
        "pickup": {"lat": 38.717, "lon": -9.14},
        "dropoff": {"lat": 38.722, "lon": -9.139},
    }
    assert (expected, "Ok", f"{0:062}") == (kept, answer["result"], answer["recordId"])


@pytest.mark.parametrize(
    "value",
    [
        "",
        None,
        "!!!",
        base64.b64encode(b"{").decode(),
        base64.b64encode(b"\xff").decode(),
        base64.b64encode(b'{"a":' + b"[" * 100_000).decode(),
        encoded([ORDER]),
        encoded(ORDER | {"pickup": {"lat": "38.7", "lon": 1}}),
    ],
)
def test_a_record_that_cannot_be_read_fails_alone(value: Any) -> None:
    """It is returned unchanged, so that Firehose stores it with the failed ones; other records are delivered."""
    answers = handle(event(ORDER, value, ORDER), None)["records"]
    assert [answer["result"] for answer in answers] == ["Ok", "ProcessingFailed", "Ok"]
    assert (value or "", f"{1:062}") == (answers[1]["kafkaRecordValue"], answers[1]["recordId"])


def test_the_log_has_the_offset_of_a_failure_but_not_its_content(capsys: pytest.CaptureFixture[str]) -> None:
    """Partition, offset and type of the error; no position and no name."""
    handle(event(ORDER, ORDER | {"pickup": {"lat": "38.716923", "lon": 1}}), None)
    failure, counts = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (failure["partition"], failure["offset"], failure["reason"]) == ("1", "1", "TypeError")
    assert (counts["Records"], counts["Failures"]) == (2, 1)
    assert "38.71" not in json.dumps([failure, counts])
    assert "Maria" not in json.dumps([failure, counts])
