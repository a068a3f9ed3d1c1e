"""Order within partitions, and which offsets may be committed."""

from collections.abc import Callable

import pytest

from local.functions.partitions import Assigned, Partitions, Taken
from local.functions.records import KafkaRecord

MakeRecord = Callable[..., KafkaRecord]
FIRST, SECOND = ("order-events", 0), ("order-events", 1)


@pytest.fixture
def partitions() -> Partitions:
    """One lane with two partitions that are committed up to 10."""
    partitions = Partitions(lanes=1)
    for key in (FIRST, SECOND):
        partitions.assigned[key] = Assigned(done=10, committed=10, end=10)
    return partitions


def take(partitions: Partitions, limit: int = 100) -> Taken:
    """Take a batch, which must exist."""
    taken = partitions.take(0, limit)
    assert taken is not None
    return taken


def test_the_partition_that_waits_longest_comes_first(partitions: Partitions, kafka_record: MakeRecord) -> None:
    """A busy partition does not starve another, and each partition stays in order."""
    partitions.add([kafka_record(11), kafka_record(12), kafka_record(11, partition=1, age_seconds=5)])
    assert [(r.partition, r.offset) for r in take(partitions, 2).records] == [(1, 11), (0, 11)]
    assert [(r.partition, r.offset) for r in take(partitions, 2).records] == [(0, 12)]
    assert partitions.take(0, 2) is None


def test_only_finished_records_are_committed(partitions: Partitions, kafka_record: MakeRecord) -> None:
    """Records in flight and waiting ones are not committed, and no offset is committed twice."""
    partitions.add([kafka_record(10), kafka_record(11), kafka_record(12)])
    taken = take(partitions, 2)
    assert partitions.uncommitted() == {}
    taken.finish()
    assert partitions.uncommitted() == {FIRST: 12}
    assert partitions.uncommitted() == {}


def test_a_failed_commit_is_repeated(partitions: Partitions, kafka_record: MakeRecord) -> None:
    """For example after the broker was down."""
    partitions.add([kafka_record(10)])
    take(partitions).finish()
    partitions.uncommitted()
    partitions.not_committed([FIRST])
    assert partitions.uncommitted() == {FIRST: 11}


def test_a_lost_partition_commits_nothing(partitions: Partitions, kafka_record: MakeRecord) -> None:
    """A batch that ends after its partition was lost has no effect, even if the partition was assigned again."""
    partitions.add([kafka_record(10)])
    taken = take(partitions)
    partitions.drop([FIRST])
    partitions.assigned[FIRST] = Assigned(done=10, committed=10, end=11)
    taken.finish()
    assert partitions.uncommitted() == {}


def test_records_of_an_unassigned_partition_are_dropped(partitions: Partitions, kafka_record: MakeRecord) -> None:
    """The next consumer of the partition reads them again."""
    partitions.drop([FIRST])
    assert partitions.add([kafka_record(10), kafka_record(10, partition=1)]) == {SECOND}


@pytest.fixture
def windowed(partitions: Partitions) -> Partitions:
    """The same partitions with a batching window of 2 seconds."""
    windowed = Partitions(1, window_seconds=2.0)
    windowed.assigned.update(partitions.assigned)
    return windowed


def test_a_window_begins_with_its_first_record(windowed: Partitions, kafka_record: MakeRecord) -> None:
    """Later records do not prolong it, and nothing waits for nothing."""
    assert windowed.delay(0, 100, now=5.0) is None
    windowed.add([kafka_record(10)], now=5.0)
    windowed.add([kafka_record(11)], now=6.0)
    assert (windowed.delay(0, 100, now=6.0), windowed.delay(0, 100, now=7.0)) == (1.0, 0.0)
    assert windowed.take(0, 100, now=7.0) is not None
    assert windowed.delay(0, 100, now=7.0) is None
    windowed.add([kafka_record(12)], now=9.0)
    assert windowed.delay(0, 100, now=9.0) == 2.0


def test_a_full_batch_ends_the_window(windowed: Partitions, kafka_record: MakeRecord) -> None:
    """The rest waits for a window of its own."""
    windowed.add([kafka_record(10), kafka_record(11), kafka_record(12)], now=5.0)
    assert windowed.delay(0, 2, now=5.0) == 0.0
    assert windowed.take(0, 2, now=5.5) is not None
    assert windowed.delay(0, 2, now=5.5) == 2.0


def test_a_full_payload_ends_the_window(windowed: Partitions, kafka_record: MakeRecord) -> None:
    """One invocation carries 6 MB."""
    windowed.add([kafka_record(10, value=b"x" * 4_000_000)], now=5.0)
    assert windowed.delay(0, 100, now=5.0) == 2.0
    windowed.add([kafka_record(11, value=b"x" * 4_000_000)], now=5.0)
    assert windowed.delay(0, 100, now=5.0) == 0.0


def test_without_a_window_nothing_waits(partitions: Partitions, kafka_record: MakeRecord) -> None:
    """A window of 0 hands over what is there."""
    partitions.add([kafka_record(10)], now=5.0)
    assert partitions.delay(0, 100, now=5.0) == 0.0
