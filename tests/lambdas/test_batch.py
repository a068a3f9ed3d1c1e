"""Decoding of Kafka batches and the response that lists failed records."""

import json
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response

from delivery.events import OrderEvent
from lambdas.common.batch import decode_batch

DECODER = msgspec.json.Decoder(OrderEvent)


@pytest.mark.parametrize("value", [b"{", b'{"order_id":"\xff"}', b'{"x":' + b"[" * 100_000])
def test_a_malformed_record_fails_alone(
    kafka_event: Callable[..., dict[str, Any]], order_event: Callable[..., OrderEvent], value: bytes
) -> None:
    """Other records of the batch are decoded, and only the malformed one is reported."""
    batch = decode_batch(kafka_event(order_event(), value, order_event("order-2")), DECODER)
    assert [record.offset for record in batch.records] == [100, 102]
    expected = {"batchItemFailures": [{"itemIdentifier": {"partition": "order-events-0", "offset": 101}}]}
    assert expected == batch.response()


def test_the_response_is_that_of_powertools(kafka_event: Callable[..., dict[str, Any]]) -> None:
    """Powertools for AWS Lambda returns the same for the same failed record."""
    event = kafka_event(b"{")

    def fail(_record: Any) -> None:
        raise ValueError

    processor = BatchProcessor(event_type=EventType.Kafka, raise_on_entire_batch_failure=False)
    expected = process_partial_response(event=event, record_handler=fail, processor=processor)
    assert expected == decode_batch(event, DECODER).response()


@pytest.mark.parametrize("value", [None, "", "!!!"])
def test_an_empty_or_garbled_value_fails_its_record(kafka_event: Callable[..., dict[str, Any]], value: Any) -> None:
    """A record without a value, or with one that is not base64, is malformed."""
    event = kafka_event(b"x")
    event["records"]["order-events-0"][0]["value"] = value
    assert decode_batch(event, DECODER).failures == 1


def test_the_log_of_a_malformed_record_has_its_offset_but_not_its_content(
    kafka_event: Callable[..., dict[str, Any]],
    order_event: Callable[..., OrderEvent],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The reason has the path of the field; a value that may be personal is not logged."""
    secret = json.dumps(msgspec.to_builtins(order_event()) | {"status": "Rua do Carmo 7"}).encode()
    decode_batch(kafka_event(secret), DECODER)
    line = json.loads(capsys.readouterr().out)
    assert (line["partition"], line["offset"], line["reason"]) == ("order-events-0", 100, "ValidationError at $.status")
    assert "Carmo" not in json.dumps(line)
