"""Function `round_coordinates`: records between a topic and its table in the lake, called by Firehose.

Event and answer: https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html; a stream that reads MSK has
`kafkaRecordValue` where others have `data` (aws-lambda-java-events, MSKFirehoseEvent and MSKFirehoseResponse).
"""

import binascii
from collections.abc import Mapping
from typing import Any

import msgspec

from delivery.history import coarse

from ..common.batch import UNREADABLE, reason
from ..common.logs import log, metrics

OK = "Ok"
FAILED = "ProcessingFailed"
"""Firehose puts the record, as it came, among those that failed."""


def handle(event: Mapping[str, Any], _context: Any) -> dict[str, Any]:
    """Answer every record with what may be kept of it; one that cannot be read fails alone."""
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
        log("ERROR", "not kept", partition=place.get("partitionId"), offset=place.get("offset"), reason=reason(error))
        return {"recordId": record["recordId"], "result": FAILED, "kafkaRecordValue": value}
    return {"recordId": record["recordId"], "result": OK, "kafkaRecordValue": kept}


def _kept(value: str) -> str:
    message = msgspec.json.decode(binascii.a2b_base64(value), type=dict[str, Any])
    return binascii.b2a_base64(msgspec.json.encode(coarse(message)), newline=False).decode()
