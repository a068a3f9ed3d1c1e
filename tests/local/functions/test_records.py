"""Events and failure records against the examples that AWS publishes."""

import base64
import json
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from aws_lambda_powertools.utilities.data_classes import KafkaEvent

from local.functions.declared import DeclaredFunction, DeclaredMapping
from local.functions.records import KafkaRecord, Reason, Source

MakeRecord = Callable[..., KafkaRecord]

FAILURE_EXAMPLE: dict[str, Any] = {
    "requestContext": {
        "requestId": "e4b46cbf-b738-xmpl-8880-a18cdf61200e",
        "functionArn": "arn:aws:lambda:us-east-1:123456789012:function:my-function:$LATEST",
        "condition": "RetriesExhausted",
        "approximateInvokeCount": 3,
    },
    "responseContext": {"statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled"},
    "version": "1.0",
    "timestamp": "2019-11-14T18:16:05.568Z",
    "KafkaBatchInfo": {
        "batchSize": 1,
        "eventSourceArn": "arn:aws:kafka:us-east-1:123456789012:cluster/my-cluster/abc123",
        "bootstrapServers": "b-1.mycluster.abc123.kafka.us-east-1.amazonaws.com:9098",
        "payloadSize": 1162,
        "recordInfo": {"offset": "4960", "timestamp": "2019-11-14T18:16:04.835Z"},
    },
    "payload": {
        "bootstrapServers": "b-1.mycluster.abc123.kafka.us-east-1.amazonaws.com:9098",
        "eventSource": "aws:kafka",
        "eventSourceArn": "arn:aws:kafka:us-east-1:123456789012:cluster/my-cluster/abc123",
        "records": {
            "order-events-0": [
                {
                    "headers": [{"headerKey": [104, 101]}],
                    "key": "dGVzdC1rZXk=",
                    "offset": 100,
                    "partition": 0,
                    "timestamp": 1749116692330,
                    "timestampType": "CREATE_TIME",
                    "topic": "order-events",
                    "value": "dGVzdC12YWx1ZQ==",
                }
            ]
        },
    },
}
"""https://docs.aws.amazon.com/lambda/latest/dg/kafka-on-failure-destination.html, with our topic."""


@pytest.fixture
def source(declared_function: DeclaredFunction, declared_mapping: Callable[..., DeclaredMapping]) -> Source:
    """A mapping's own description."""
    return Source(declared_mapping(), declared_function, "b-1:9098,b-2:9098")


def shape(value: Any) -> Any:
    """A JSON value with its types instead of its leaves; headers are names and numbers of the message's own."""
    if isinstance(value, dict):
        return {key: list if key == "headers" else shape(item) for key, item in value.items()}
    return [shape(item) for item in value] if isinstance(value, list) else type(value)


def test_a_failure_record_has_the_shape_that_aws_documents(source: Source, kafka_record: MakeRecord) -> None:
    """Every key and type of the published example, no more and no less."""
    failure = json.loads(source.failure(kafka_record(7), Reason("RetriesExhausted", 3, "Unhandled", "id")))
    assert shape(failure) == shape(FAILURE_EXAMPLE)


def test_a_failure_record_carries_the_record_whole(source: Source, kafka_record: MakeRecord) -> None:
    """Key, value, headers, place and reason are there: enough to send it again."""
    failure = json.loads(source.failure(kafka_record(7), Reason("RetriesExhausted", 3, "Unhandled", "id")))
    record = failure["payload"]["records"]["order-events-0"][0]
    assert (base64.b64decode(record["key"]), base64.b64decode(record["value"])) == (b"key", b"value")
    assert record["headers"] == [{"trace": [116, -1]}]
    assert (failure["KafkaBatchInfo"]["recordInfo"]["offset"], record["offset"]) == ("7", 7)


def test_a_record_that_the_function_never_had_has_no_response(source: Source, kafka_record: MakeRecord) -> None:
    """As for a record that is too large."""
    failure = json.loads(source.failure(kafka_record(7), Reason("MaximumPayloadSizeExceeded")))
    assert failure["responseContext"] is None


def test_aws_own_reader_reads_our_events(source: Source, kafka_record: MakeRecord) -> None:
    """Powertools for AWS Lambda finds every record of every partition, with key, value and header bytes."""
    records = [kafka_record(1), kafka_record(5, partition=2)]
    event = KafkaEvent(json.loads(msgspec.json.encode(source.event(records))))
    assert [(r.partition, r.offset, r.decoded_key, r.decoded_value) for r in event.records] == [
        (0, 1, b"key", b"value"),
        (2, 5, b"key", b"value"),
    ]
    assert list(event["records"]) == ["order-events-0", "order-events-2"]
