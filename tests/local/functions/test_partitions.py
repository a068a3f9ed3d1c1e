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
