"""Samples the broker for the metrics that MSK would publish: lag of consumers, new records, offline partitions.

Amazon MSK developer guide, metrics for monitoring Standard brokers with CloudWatch. MSK publishes each minute. The
sampler cannot ask that often when a day is replayed in minutes: each sample holds for the minutes since the last one.
While the broker does not answer, there is no data, as on AWS.
"""

import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from confluent_kafka import KafkaException

from ..replay.lag import LagReader
from .recorder import Recorder

NAMESPACE: Final = "AWS/Kafka"
MINUTE: Final = 60.0
MIN_SECONDS: Final = 1.0
"""Minimum of wall seconds between two samples."""
BROKER: Final = "1"
"""The id of the only broker here, which has the partitions of all brokers of the stack."""
MAX_HELD_SECONDS: Final = 10.0
"""Maximum of wall seconds that a sample holds for: after a longer gap the time between is unknown."""


class KafkaSampler:
    """A thread that samples until it is stopped."""

    def __init__(self, kafka: Mapping[str, Any], cluster: str, failed_records: str, folder: Path, clock: str) -> None:
        """Configure the sampler; `start` starts it.

        Args:
            kafka: librdkafka settings of a principal that may describe every group and topic.
            cluster: name of the cluster in the stack.
            failed_records: the topic whose new records are counted.
            folder: where the metrics are written.
            clock: the value of `PLATFORM_CLOCK`; empty for real time.
        """
        self._reader = LagReader(kafka)
        self._cluster, self._failed_records = cluster, failed_records
        self._recorder = Recorder(folder, clock)
        self._last: float | None = None
        self._failed: int | None = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="kafka metrics", daemon=True)

    def start(self) -> None:
        """Start to sample."""
        self._thread.start()

    def stop(self) -> None:
        """Stop, after the current sample."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def sample(self) -> None:
        """Take one sample and write it."""
        try:
            self._reader.read()
        except KafkaException:
            self._last = None
            return
        times = self._minutes()
        end = self._reader.ends_by_topic.get(self._failed_records, 0)
        new = 0 if self._failed is None else max(0, end - self._failed)
        if times:
            self._failed = end
        for at in times:
            self._record(at)
            if end:  # once the value has been nonzero
                broker = {"Cluster Name": self._cluster, "Broker ID": BROKER, "Topic": self._failed_records}
                self._recorder.add(NAMESPACE, broker, at, MessagesInPerSec=new / (MINUTE * len(times)))
        self._recorder.flush()

    def _run(self) -> None:
        pause = max(MIN_SECONDS, MINUTE / self._recorder.clock.speed)
        while not self._stopping.wait(pause):
            with suppress(OSError):  # the folder is removed at the end of a test
                self.sample()

    def _minutes(self) -> list[float]:
        """The platform times that the sample holds for, a minute apart."""
        now, last = self._recorder.clock.now(), self._last
        if last is None or now - last > MAX_HELD_SECONDS * self._recorder.clock.speed + MINUTE:
            self._last = now
            return [now]
        times = [last + number * MINUTE for number in range(1, int((now - last) // MINUTE) + 1)]
        self._last = times[-1] if times else last
        return times

    def _record(self, at: float) -> None:
        """Record the current values.

        A record waits for a program, and programs do not run faster when the clock does. The number of waiting records
        is therefore divided by the speed of the clock: so many would wait if the day took a day.
        """
        cluster, add = {"Cluster Name": self._cluster}, self._recorder.add
        for (group, topic), lag in self._reader.by_topic.items():
            dimensions = {**cluster, "Consumer Group": group, "Topic": topic}
            add(NAMESPACE, dimensions, at, SumOffsetLag=lag / self._recorder.clock.speed)
        add(NAMESPACE, cluster, at, OfflinePartitionsCount=self._reader.offline_partitions)
