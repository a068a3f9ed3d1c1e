"""From a courier's ping to a page, in a whole running city."""

import statistics
import tempfile
import time
import uuid
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from confluent_kafka import Consumer, Producer, TopicPartition
from confluent_kafka.cimpl import NewTopic

from delivery.generator import generate_day
from local.deploy import deploy
from local.replay.clock import PlatformClock
from local.replay.replaying import Plan, replay
from local.replay.session import Cell
from local.runtime.runtime import Runtime
from local.state import load_state

from .measure import Timed

SPEED = 600.0
ORDERS = 40
ROUND_TRIPS = 200
TOPIC = "bench-round-trips"


@contextmanager
def ping_to_page() -> Generator[tuple[Timed, Timed]]:
    """The median latency over a replayed day, and the median of a record's way through the same broker."""
    with tempfile.TemporaryDirectory() as folder:
        state = load_state(deploy("demo", folder=Path(folder)).state_path)
        clock = PlatformClock.starting_now(SPEED)
        with Runtime(state, Path(folder) / "cell", clock=clock) as runtime:
            assert runtime.kafka
            runtime.kafka.create_topics(NewTopic(TOPIC, 1, 1))
            cell = Cell(state, runtime.addresses, clock, runtime)
            yield lambda: _day(cell), lambda: _round_trips(runtime.kafka.client_settings if runtime.kafka else {})


def _day(cell: Cell) -> float:
    result = replay(cell, Plan("bench", generate_day(uuid.uuid4().int % 1000, ORDERS)))
    return statistics.median(result.seen.latencies_ms()) / 1000


def _round_trips(kafka: dict[str, str]) -> float:
    """Median seconds from producing a record to having consumed it, one at a time."""
    producer = Producer({**kafka, "linger.ms": 0})
    consumer = Consumer({**kafka, "group.id": "bench", "enable.auto.commit": False, "fetch.wait.max.ms": 5})
    seconds: list[float] = []
    try:
        _, end = consumer.get_watermark_offsets(TopicPartition(TOPIC, 0), timeout=10)
        consumer.assign([TopicPartition(TOPIC, 0, end)])
        for _ in range(ROUND_TRIPS):
            began = time.perf_counter()
            producer.produce(TOPIC, b"x")
            producer.poll(0)
            message = consumer.poll(10)
            assert message is not None
            assert message.error() is None
            seconds.append(time.perf_counter() - began)
    finally:
        consumer.close()
    return statistics.median(seconds)
