"""The waiting records of each partition, and its progress.

A partition belongs to one lane and a lane has one batch in flight, which preserves the order within a partition.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from .records import KafkaRecord, count_fitting

Partition = tuple[str, int]
"""Topic and number."""


@dataclass
class Assigned:
    """The progress of one assigned partition."""

    done: int
    """The offset to commit: all records before it were processed or have failed for good."""
    committed: int
    """The last committed offset; -1 if there is none."""
    end: int
    """The last known end offset."""
    waiting: deque[KafkaRecord] = field(default_factory=deque[KafkaRecord])


@dataclass(frozen=True)
class Taken:
    """A batch in flight, with the partitions as they were assigned when it was taken."""

    records: list[KafkaRecord]
    assigned: dict[Partition, Assigned]

    def touches(self, partitions: Iterable[Partition]) -> bool:
        """Whether it has records of these partitions."""
        return not self.assigned.keys().isdisjoint(partitions)

    def finish(self) -> None:
        """Mark all its records as done."""
        for record in self.records:
            self.assigned[record.topic, record.partition].done = record.offset + 1


class Partitions:
    """All assigned partitions."""

    def __init__(self, lanes: int, window_seconds: float = 0.0) -> None:
        self.assigned: dict[Partition, Assigned] = {}
        self._lanes = lanes
        self._window_seconds = window_seconds
        self._opened: dict[int, float] = {}
        """When the batching window of a lane began."""

    def lane(self, partition: Partition) -> int:
        """The lane of a partition."""
        return partition[1] % self._lanes

    def add(self, records: Iterable[KafkaRecord], now: float = 0.0) -> set[Partition]:
        """Queue records that arrive now, and return their partitions; those of unassigned partitions are dropped."""
        touched: set[Partition] = set()
        for record in records:
            partition = (record.topic, record.partition)
            held = self.assigned.get(partition)
            if held is not None:
                held.waiting.append(record)
                self._opened.setdefault(self.lane(partition), now)
                touched.add(partition)
        return touched

    def delay(self, lane: int, limit: int, now: float) -> float | None:
        """The seconds until a lane may take a batch; None if nothing waits.

        A window begins with its first record. It ends after its time, with `limit` records, or with as many as one
        invocation can carry: https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html.
        """
        ready = self._ready(lane)
        if not ready:
            self._opened.pop(lane, None)
            return None
        rest = self._opened.get(lane, now) + self._window_seconds - now
        if rest <= 0 or sum(len(held.waiting) for _, held in ready) >= limit:
            return 0.0
        waiting = [record for _, held in ready for record in held.waiting]
        return 0.0 if count_fitting(waiting) < len(waiting) else rest

    def take(self, lane: int, limit: int, now: float = 0.0) -> Taken | None:
        """Up to `limit` records for a lane, oldest waiting records first; None if nothing waits.

        The window of the records that remain begins now.
        """
        self._opened[lane] = now
        ready = sorted(self._ready(lane), key=lambda item: item[1].waiting[0].timestamp)
        taken = Taken([], {})
        for partition, held in ready:
            if len(taken.records) >= limit:
                break
            taken.assigned[partition] = held
            while held.waiting and len(taken.records) < limit:
                taken.records.append(held.waiting.popleft())
        return taken if taken.records else None

    def _ready(self, lane: int) -> list[tuple[Partition, Assigned]]:
        """The partitions of a lane with waiting records."""
        return [(key, held) for key, held in self.assigned.items() if held.waiting and self.lane(key) == lane]

    def stop_taking(self, partitions: Iterable[Partition]) -> None:
        """Drop the waiting records of some partitions; their next consumer reads them again."""
        for partition in partitions:
            if partition in self.assigned:
                self.assigned[partition].waiting.clear()

    def drop(self, partitions: Iterable[Partition]) -> dict[Partition, int]:
        """Drop partitions and return the offsets that are still to be committed."""
        dropped = {key: self.assigned.pop(key) for key in partitions if key in self.assigned}
        return {key: held.done for key, held in dropped.items() if held.done > held.committed}

    def uncommitted(self) -> dict[Partition, int]:
        """The offsets to commit; they count as committed afterwards."""
        found = {key: held.done for key, held in self.assigned.items() if held.done > held.committed}
        for partition, offset in found.items():
            self.assigned[partition].committed = offset
        return found

    def not_committed(self, partitions: Iterable[Partition]) -> None:
        """Mark offsets as not committed, after a failed commit."""
        for partition in partitions:
            if partition in self.assigned:
                self.assigned[partition].committed = -1
