"""Reads the sources of the reconciliation, each with an independent client."""

import json
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import boto3
import psycopg
from confluent_kafka import Consumer, KafkaException, TopicPartition

from .observations import Observations
from .reconcile import COMPARED_FIELDS, OrderRow, Payment, Shown, Sources, View

READ_TIMEOUT_SECONDS: Final = 30.0


@dataclass(frozen=True)
class Access:
    """Addresses and credentials of the sources."""

    kafka: Mapping[str, Any]
    """The librdkafka settings of a principal that may read everything."""
    order_events_topic: str
    database: str
    """A PostgreSQL connection string of a role that may read everything."""
    dynamodb_url: str
    region: str
    order_views_table: str
    payments_url: str


def read_sources(access: Access, seen: Observations) -> Sources:
    """Read all sources; what the clients saw is known already."""
    return Sources(
        shown={order_id: Shown(page.version, page.status.value) for order_id, page in seen.pages.items()},
        customers=seen.customers,
        rows=read_rows(access),
        log=list(read_log(access)),
        views=read_views(access),
        payments=read_payments(access),
    )


def read_rows(access: Access) -> dict[str, OrderRow]:
    """Every order in the database."""
    query = "select order_id, version, status, customer_id, courier_id, ready_at, closed_reason, total_cents"
    with psycopg.connect(access.database) as connection:
        return {
            order_id: OrderRow(version, status, customer_id, dict(zip(COMPARED_FIELDS, fields, strict=True)))
            for order_id, version, status, customer_id, *fields in connection.execute(f"{query} from delivery.orders")
        }


def read_unfinished(access: Access) -> dict[str, int]:
    """The pending work of the order service by name: events to publish and payments to settle."""
    query = """
        select (select count(*) from delivery.outbox),
               (select count(*) from delivery.payment_operations where done_at is null)
    """
    with psycopg.connect(access.database) as connection:
        events, payments = connection.execute(query).fetchone() or (0, 0)
    waiting = {"events in the outbox": events, "payment operations": payments}
    return {name: count for name, count in waiting.items() if count}


def read_log(access: Access) -> Iterator[Mapping[str, Any]]:
    """Every event of the order log from offset 0 to its current end, in the order of each partition.

    Raises:
        KafkaException: the log cannot be read.
    """
    return filter(None, map(_event, read_topic(access.kafka, access.order_events_topic)))


def read_topic(kafka: Mapping[str, Any], topic: str) -> Iterator[bytes]:
    """Every value of a topic from its first offset to its current end, in the order of each partition.

    Args:
        kafka: the librdkafka settings of a principal that may read everything.
        topic: its full name.

    Raises:
        KafkaException: the topic cannot be read.
    """
    consumer = Consumer({**kafka, "group.id": "replay-audit", "enable.auto.commit": False})
    try:
        metadata = consumer.list_topics(topic, timeout=READ_TIMEOUT_SECONDS)
        partitions = [TopicPartition(topic, number) for number in metadata.topics[topic].partitions]
        ends = {
            partition.partition: consumer.get_watermark_offsets(partition, timeout=READ_TIMEOUT_SECONDS)
            for partition in partitions
        }
        for partition in partitions:
            first, end = ends[partition.partition]
            if first < end:
                consumer.assign([TopicPartition(partition.topic, partition.partition, first)])
                yield from _read_partition(consumer, end)
    finally:
        consumer.close()


def _read_partition(consumer: Consumer, end: int) -> Iterator[bytes]:
    """The values before offset `end` in the assigned partition."""
    while True:
        message = consumer.poll(READ_TIMEOUT_SECONDS)
        if message is None:
            raise KafkaException(f"the topic returned no record for {READ_TIMEOUT_SECONDS:g} s before its end")
        if error := message.error():
            raise KafkaException(error)
        if (value := message.value()) is not None:
            yield value
        offset = message.offset()
        if offset is not None and offset >= end - 1:
            return


def _event(value: bytes) -> Mapping[str, Any] | None:
    """A decoded event, or None for a malformed record, which goes to the failure destination."""
    try:
        event = json.loads(value)
    except ValueError:
        return None
    return event if isinstance(event, dict) and {"order_id", "version", "status"} <= event.keys() else None


def read_views(access: Access) -> dict[str, View]:
    """Every item of the read model, from a consistent scan."""
    client: Any = boto3.client(
        "dynamodb",
        endpoint_url=access.dynamodb_url,
        region_name=access.region,
        aws_access_key_id="local",
        aws_secret_access_key="local",  # noqa: S106 - DynamoDB Local accepts any
    )
    pages = client.get_paginator("scan").paginate(TableName=access.order_views_table, ConsistentRead=True)
    return {
        item["order_id"]["S"]: View(
            version=int(item["version"]["N"]),
            status=item["status"]["S"],
            document=json.loads(item["document"]["S"]),
        )
        for page in pages
        for item in page["Items"]
    }


def read_payments(access: Access) -> list[Payment]:
    """The payment provider's journal."""
    with urllib.request.urlopen(f"{access.payments_url}/operations", timeout=READ_TIMEOUT_SECONDS) as answer:  # noqa: S310 - our own loopback address
        operations = json.load(answer)["operations"]
    return [Payment(item["kind"], item["order_id"], item["amount_cents"]) for item in operations]
