"""Function `round_coordinates`: Firehose calls it with the records between a topic and its table in the lake.

Event and response: https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html. A stream that reads MSK
has `kafkaRecordValue` where others have `data` (aws-lambda-java-events, MSKFirehoseEvent and MSKFirehoseResponse).
"""

import binascii
from collections.abc import Mapping
from typing import Any

import msgspec

from delivery.history import rounded

from ..common.batch import UNREADABLE, reason
from ..common.logs import log
from ..common.metrics import metrics

OK = "Ok"
FAILED = "ProcessingFailed"
"""Firehose stores the unchanged record with the failed ones."""


def handle(event: Mapping[str, Any], _context: Any) -> dict[str, Any]:
    """Return every record as it may be kept; a malformed one fails alone."""
    records = [_record(record) for record in event["records"]]
    failures = sum(record["result"] == FAILED for record in records)
    metrics("round_coordinates", Records=len(records), Failures=failures)
    return {"records": records}


def _record(record: Mapping[str, Any]) -> dict[str, Any]:
    value = record.get("kafkaRecordValue") or ""
    try:
        kept = _kept(value)
    except (*UNREADABLE, TypeError) as error:
        place = record.get("mskRecordMetadata", {})
        log(
            "ERROR",
            "malformed record",
            partition=place.get("partitionId"),
            offset=place.get("offset"),
            reason=reason(error),
        )
        return {"recordId": record["recordId"], "result": FAILED, "kafkaRecordValue": value}
    return {"recordId": record["recordId"], "result": OK, "kafkaRecordValue": kept}


def _kept(value: str) -> str:
    message = msgspec.json.decode(binascii.a2b_base64(value), type=dict[str, Any])
    return binascii.b2a_base64(msgspec.json.encode(rounded(message)), newline=False).decode()
