"""Retries of failed batches, as AWS documents them for Kafka; function and destination are fakes."""

import json
from collections.abc import Callable
from typing import Any, Protocol

import pytest

from local.backoff import Backoff
from local.functions.declared import DeclaredFunction, DeclaredMapping
from local.functions.invocations import Failure, Outcome, Success
from local.functions.records import KafkaRecord, Reason, Source
from local.functions.retries import BatchRunner

MakeRecord = Callable[..., KafkaRecord]
Answers = Callable[[list[int]], Outcome]


class MakeBench(Protocol):
    """Makes a bench for a mapping with the given settings."""

    def __call__(self, responds: Answers, **settings: Any) -> "Bench":
        """Make one."""
        ...


OK = Success(b'{"batchItemFailures": []}')
BROKEN = Failure.of("ValueError", "broken")


class Bench:
    """A runner whose function answers by offset, with a record of its calls."""

    def __init__(self, source: Source, responds: Answers) -> None:
        self.invoked: list[list[int]] = []
        self.given_up: list[tuple[int, str, int]] = []
        self._answers = responds
        self.runner = BatchRunner(source, self._invoke, self._give_up, backoff=Backoff(0.0, 0.0))

    async def _invoke(self, payload: bytes) -> Outcome:
        records = json.loads(payload)["records"]
        self.invoked.append([record["offset"] for partition in records.values() for record in partition])
        return self._answers(self.invoked[-1])

    async def _give_up(self, record: KafkaRecord, reason: Reason) -> None:
        self.given_up.append((record.offset, reason.condition, reason.invocations))


@pytest.fixture
def make_bench(declared_function: DeclaredFunction, declared_mapping: Callable[..., DeclaredMapping]) -> MakeBench:
    """Make a bench for a mapping with the given settings."""

    def make(responds: Answers, **settings: Any) -> Bench:
        return Bench(Source(declared_mapping(**settings), declared_function, "b-1:9098"), responds)

    return make


def naming(*offsets: int, partition: str = "order-events-0") -> Success:
    """A response that reports failed records."""
    items = [{"itemIdentifier": {"partition": partition, "offset": offset}} for offset in offsets]
    return Success(json.dumps({"batchItemFailures": items}).encode())


async def test_a_batch_that_succeeds_is_invoked_once(make_bench: MakeBench, kafka_record: MakeRecord) -> None:
    """There is no retry."""
    bench = make_bench(lambda _offsets: OK)
    await bench.runner.run([kafka_record(1), kafka_record(2)])
    assert bench.invoked == [[1, 2]]


@pytest.mark.parametrize("payload", [b"null", b"{}", b'{"batchItemFailures": null}', b'{"batchItemFailures": []}'])
async def test_an_empty_answer_is_a_success(make_bench: MakeBench, kafka_record: MakeRecord, payload: bytes) -> None:
    """Null and empty JSON mean success."""
    bench = make_bench(lambda _offsets: Success(payload), partial_responses=True)
    await bench.runner.run([kafka_record(1)])
    assert bench.invoked == [[1]]


async def test_only_reported_records_are_retried(make_bench: MakeBench, kafka_record: MakeRecord) -> None:
    """A partial response reduces the batch to its failed records."""
    responds = iter([naming(2), OK])
    bench = make_bench(lambda _offsets: next(responds), partial_responses=True)
    await bench.runner.run([kafka_record(1), kafka_record(2), kafka_record(3)])
    assert bench.invoked == [[1, 2, 3], [2]]


@pytest.mark.parametrize("answer", [naming(9), naming(1, partition="other-0"), Success(b'{"batchItemFailures": [1]}')])
async def test_a_response_with_unknown_records_retries_the_whole_batch(
    make_bench: MakeBench, kafka_record: MakeRecord, answer: Success
) -> None:
    """An unknown position or a malformed response counts as a failure of the whole batch."""
    responds = iter([answer, OK])
    bench = make_bench(lambda _offsets: next(responds), partial_responses=True, bisect=True)
    await bench.runner.run([kafka_record(1), kafka_record(2)])
    assert bench.invoked == [[1, 2], [1, 2]]


async def test_without_partial_responses_reported_records_are_ignored(
    make_bench: MakeBench, kafka_record: MakeRecord
) -> None:
    """The mapping must enable them."""
    bench = make_bench(lambda _offsets: naming(1), partial_responses=False)
    await bench.runner.run([kafka_record(1)])
    assert bench.invoked == [[1]]


async def test_a_record_is_given_up_after_its_retries(make_bench: MakeBench, kafka_record: MakeRecord) -> None:
    """The first invocation is not a retry, and the reason has the number of invocations."""
    bench = make_bench(lambda _offsets: naming(2), partial_responses=True, retries=2)
    await bench.runner.run([kafka_record(1), kafka_record(2)])
    assert bench.invoked == [[1, 2], [2], [2]]
    assert bench.given_up == [(2, "RetriesExhausted", 3)]


async def test_splitting_isolates_the_failed_record_without_retries(
    make_bench: MakeBench, kafka_record: MakeRecord
) -> None:
    """A function error halves the batch; all other records are processed in order."""
    bench = make_bench(lambda offsets: BROKEN if 3 in offsets else OK, bisect=True, retries=1)
    await bench.runner.run([kafka_record(offset) for offset in (1, 2, 3, 4)])
    assert bench.invoked == [[1, 2, 3, 4], [1, 2], [3, 4], [3], [3], [4]]
    assert [(offset, condition) for offset, condition, _ in bench.given_up] == [(3, "RetriesExhausted")]


async def test_expired_records_are_not_delivered(make_bench: MakeBench, kafka_record: MakeRecord) -> None:
    """The function gets only the other records."""
    bench = make_bench(lambda _offsets: OK, max_age_seconds=60)
    await bench.runner.run([kafka_record(1, age_seconds=61), kafka_record(2)])
    assert bench.invoked == [[2]]
    assert bench.given_up == [(1, "RecordAgeExceeded", 0)]


async def test_a_batch_over_6_mb_is_split_and_a_record_over_6_mb_fails(
    make_bench: MakeBench, kafka_record: MakeRecord
) -> None:
    """The payload limit splits batches; a record that does not fit fails."""
    half, whole = b"x" * 3_000_000, b"x" * 5_000_000
    bench = make_bench(lambda _offsets: OK)
    await bench.runner.run([kafka_record(1, value=half), kafka_record(2, value=half), kafka_record(3, value=whole)])
    assert bench.invoked == [[1], [2]]
    assert bench.given_up == [(3, "MaximumPayloadSizeExceeded", 0)]


async def test_filtered_records_never_reach_the_function(make_bench: MakeBench, kafka_record: MakeRecord) -> None:
    """They count as processed: nothing is given up, and a batch without others is not invoked."""
    bench = make_bench(lambda _: OK, filters=[{"value": {"status": ["placed"]}}], max_age_seconds=60)
    records = [
        kafka_record(0, value=b'{"status": "placed"}'),
        kafka_record(1, value=b'{"status": "delivered"}', age_seconds=3600),
    ]
    await bench.runner.run(records)
    await bench.runner.run(records[1:])
    assert (bench.invoked, bench.given_up) == ([[0]], [])
