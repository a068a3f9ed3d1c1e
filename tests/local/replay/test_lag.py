"""Consumer lag of a real broker."""

from pathlib import Path

import pytest
from confluent_kafka import Consumer, KafkaException, Producer, TopicPartition
from confluent_kafka.cimpl import NewTopic

from local.backing_services.kafka import Kafka
from local.backing_services.process import wait_until
from local.replay.lag import LagReader

pytestmark = pytest.mark.city

RESTART_SECONDS = 90
"""Time for a restarted broker to load its groups on a busy machine."""


def test_lag_counts_uncommitted_records_even_after_a_crash(tmp_path: Path) -> None:
    """The lag counts uncommitted records; a reader recovers after the broker was down."""
    with Kafka(tmp_path) as broker:
        broker.create_topics(NewTopic("lagging", 1, 1))
        producer = Producer({**broker.client_settings, "log_level": "0"})
        for _ in range(5):
            producer.produce("lagging", b"x")
        assert producer.flush(30) == 0
        consumer = Consumer({**broker.client_settings, "group.id": "slow", "log_level": "0"})
        consumer.commit(offsets=[TopicPartition("lagging", 0, 2)], asynchronous=False)
        consumer.close()

        reader = LagReader(broker.client_settings)
        assert reader.read() == {"slow": 3}

        broker.kill()
        with pytest.raises(KafkaException):
            reader.read()
        broker.start()
        answers: list[dict[str, int]] = []
        assert wait_until(lambda: _answers(reader, answers), RESTART_SECONDS)
        assert answers == [{"slow": 3}]


def _answers(reader: LagReader, answers: list[dict[str, int]]) -> bool:
    """Whether the restarted broker answers; the result is kept."""
    try:
        answers.append(reader.read())
    except KafkaException:
        return False
    return True
