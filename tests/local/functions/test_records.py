"""Events and failure records, compared with the examples of AWS."""

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
"""https://docs.aws.amazon.com/lambda/latest/dg/kafka-on-failure-destination.html, with another topic."""


@pytest.fixture
def source(declared_function: DeclaredFunction, declared_mapping: Callable[..., DeclaredMapping]) -> Source:
    """The source of a mapping."""
    return Source(declared_mapping(), declared_function, "b-1:9098,b-2:9098")


def shape(value: Any) -> Any:
    """A JSON value with types instead of values; headers differ between messages."""
    if isinstance(value, dict):
        return {key: list if key == "headers" else shape(item) for key, item in value.items()}
    return [shape(item) for item in value] if isinstance(value, list) else type(value)


def test_a_failure_record_has_the_format_of_aws(source: Source, kafka_record: MakeRecord) -> None:
    """It has exactly the keys and types of the published example."""
    failure = json.loads(source.failure(kafka_record(7), Reason("RetriesExhausted", 3, "Unhandled", "id")))
    assert shape(failure) == shape(FAILURE_EXAMPLE)


def test_a_failure_record_contains_the_whole_record(source: Source, kafka_record: MakeRecord) -> None:
    """Key, value, headers, position and reason allow a redrive."""
    failure = json.loads(source.failure(kafka_record(7), Reason("RetriesExhausted", 3, "Unhandled", "id")))
    record = failure["payload"]["records"]["order-events-0"][0]
    assert (base64.b64decode(record["key"]), base64.b64decode(record["value"])) == (b"key", b"value")
    assert record["headers"] == [{"trace": [116, -1]}]
    assert (failure["KafkaBatchInfo"]["recordInfo"]["offset"], record["offset"]) == ("7", 7)


def test_a_record_that_was_never_delivered_has_no_response(source: Source, kafka_record: MakeRecord) -> None:
    """For example a record that is too large."""
    failure = json.loads(source.failure(kafka_record(7), Reason("MaximumPayloadSizeExceeded")))
    assert failure["responseContext"] is None


def test_the_reader_of_aws_reads_the_events(source: Source, kafka_record: MakeRecord) -> None:
    """Powertools for AWS Lambda finds every record of every partition, with key, value and header bytes."""
    records = [kafka_record(1), kafka_record(5, partition=2)]
    event = KafkaEvent(json.loads(msgspec.json.encode(source.event(records))))
    assert [(r.partition, r.offset, r.decoded_key, r.decoded_value) for r in event.records] == [
        (0, 1, b"key", b"value"),
        (2, 5, b"key", b"value"),
    ]
    assert list(event["records"]) == ["order-events-0", "order-events-2"]
