"""The records that wait for a function, by partition, and how far each partition is done.

A partition belongs to one lane, and a lane has one batch in flight: so the order within a partition is kept.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from .records import KafkaRecord

Partition = tuple[str, int]
"""Topic and number."""


@dataclass
class Assigned:
    """One partition that this consumer reads."""

    done: int
    """The offset to commit: everything before it is carried out or given up."""
    committed: int
    """The offset that the broker was last told; -1 when it knows none."""
    end: int
    """Where the partition ends, as far as is known."""
    waiting: deque[KafkaRecord] = field(default_factory=deque[KafkaRecord])


@dataclass(frozen=True)
class Taken:
    """A batch on its way, with the partitions as they were assigned when it was taken."""

    records: list[KafkaRecord]
    assigned: dict[Partition, Assigned]

    def touches(self, partitions: Iterable[Partition]) -> bool:
        """Whether some of its records are of these partitions."""
        return not self.assigned.keys().isdisjoint(partitions)

    def finish(self) -> None:
        """Note that all its records are done."""
        for record in self.records:
            self.assigned[record.topic, record.partition].done = record.offset + 1


class Partitions:
    """All partitions that are assigned at present."""

    def __init__(self, lanes: int) -> None:
        self.assigned: dict[Partition, Assigned] = {}
        self._lanes = lanes

    def lane(self, partition: Partition) -> int:
        """The lane of a partition."""
        return partition[1] % self._lanes

    def add(self, records: Iterable[KafkaRecord]) -> set[Partition]:
        """Have records wait, and say of which partitions; those of partitions that are gone are dropped."""
        touched: set[Partition] = set()
        for record in records:
            partition = (record.topic, record.partition)
            held = self.assigned.get(partition)
            if held is not None:
                held.waiting.append(record)
                touched.add(partition)
        return touched

    def take(self, lane: int, limit: int) -> Taken | None:
        """Up to `limit` records for a lane, from the partitions that wait longest first; None when nothing waits."""
        ready = [(key, held) for key, held in self.assigned.items() if held.waiting and self.lane(key) == lane]
        ready.sort(key=lambda item: item[1].waiting[0].timestamp)
        taken = Taken([], {})
        for partition, held in ready:
            if len(taken.records) >= limit:
                break
            taken.assigned[partition] = held
            while held.waiting and len(taken.records) < limit:
                taken.records.append(held.waiting.popleft())
        return taken if taken.records else None

    def stop_taking(self, partitions: Iterable[Partition]) -> None:
        """Forget what waits of some partitions; it is read again by whoever gets them."""
        for partition in partitions:
            if partition in self.assigned:
                self.assigned[partition].waiting.clear()

    def drop(self, partitions: Iterable[Partition]) -> dict[Partition, int]:
        """Forget partitions, and say which offsets the broker should still be told of."""
        dropped = {key: self.assigned.pop(key) for key in partitions if key in self.assigned}
        return {key: held.done for key, held in dropped.items() if held.done > held.committed}

    def uncommitted(self) -> dict[Partition, int]:
        """Offsets that the broker should be told of; they count as told from here on."""
        found = {key: held.done for key, held in self.assigned.items() if held.done > held.committed}
        for partition, offset in found.items():
            self.assigned[partition].committed = offset
        return found

    def not_committed(self, partitions: Iterable[Partition]) -> None:
        """The broker did not take some offsets: they have to be told again."""
        for partition in partitions:
            if partition in self.assigned:
                self.assigned[partition].committed = -1
