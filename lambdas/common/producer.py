"""Sending tracking updates: an update is sent once the brokers have acknowledged it."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, Protocol

import msgspec
from confluent_kafka import KafkaError, Message, Producer

from delivery.events import TrackingUpdate

from .logs import log
from .settings import required

DELIVERY_SECONDS = 8.0
"""How long a record may wait for the brokers before its source record is retried. Below the time-out of every function
that sends."""
_encode = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class Outgoing:
    """An update and the record that caused it, which is retried when the delivery fails."""

    update: TrackingUpdate
    cause: Any


class UpdateSink(Protocol):
    """Sends updates; tests replace it."""

    def send(self, updates: Iterable[Outgoing]) -> list[Any]:
        """Send all and wait; return the causes of those that were not acknowledged."""
        ...


class KafkaUpdates:
    """Sends to one topic with the feed as key, so that the updates of a page keep their order."""

    def __init__(self, producer: Producer, topic: str) -> None:
        self._producer = producer
        self._topic = topic

    def send(self, updates: Iterable[Outgoing]) -> list[Any]:
        """Send all and wait; return the causes of those that were not acknowledged."""
        waiting: dict[int, Any] = {}
        errors: set[str] = set()
        for number, outgoing in enumerate(updates):
            waiting[number] = outgoing.cause
            delivered = partial(self._delivered, waiting, errors, number)
            try:
                self._producer.produce(
                    self._topic, key=outgoing.update.feed, value=_encode(outgoing.update), on_delivery=delivered
                )
            except BufferError:
                errors.add("queue full")
        if waiting:
            self._producer.flush(DELIVERY_SECONDS + 1)
        if waiting:
            log("ERROR", "updates not delivered", topic=self._topic, count=len(waiting), reasons=sorted(errors))
        return list(waiting.values())

    @staticmethod
    def _delivered(
        waiting: dict[int, Any], errors: set[str], number: int, error: KafkaError | None, _message: Message
    ) -> None:
        if error is None:
            del waiting[number]
        else:
            errors.add(error.name())


@cache
def tracking_updates() -> KafkaUpdates:
    """The sink of this process; `KAFKA_AUTH` says how it signs in."""
    return KafkaUpdates(Producer(producer_settings()), required("TRACKING_UPDATES_TOPIC"))


def producer_settings() -> dict[str, Any]:
    """Client settings for librdkafka from the environment.

    Raises:
        RuntimeError: a variable is missing, or `KAFKA_AUTH` is not one of `iam`, `scram`, `none`.
    """
    settings: dict[str, Any] = {
        "bootstrap.servers": required("KAFKA_BOOTSTRAP_SERVERS"),
        "client.id": os.environ.get("AWS_LAMBDA_FUNCTION_NAME", "function"),
        "enable.idempotence": True,
        "linger.ms": 2,
        "compression.type": "lz4",
        "message.timeout.ms": int(DELIVERY_SECONDS * 1000),
    }
    match required("KAFKA_AUTH"):
        case "iam":
            from .sign_in import kafka_token  # noqa: PLC0415 - loads botocore: cold start

            settings |= {"security.protocol": "SASL_SSL", "sasl.mechanism": "OAUTHBEARER", "oauth_cb": kafka_token}
        case "scram":
            settings |= {
                "security.protocol": os.environ.get("KAFKA_SECURITY_PROTOCOL", "SASL_PLAINTEXT"),
                "sasl.mechanism": "SCRAM-SHA-512",
                "sasl.username": required("KAFKA_USERNAME"),
                "sasl.password": required("KAFKA_PASSWORD"),
            }
        case "none":
            pass
        case other:
            raise RuntimeError(f"KAFKA_AUTH is {other!r}; choices: iam, scram, none")
    return settings
