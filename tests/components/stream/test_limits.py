"""Kinds of cluster: their tables fit each other, and brokers hold what the arithmetic says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import StreamArgs
from components.plan import capacity
from components.stream import limits as brokers
from components.stream.limits import CAPABILITIES, Capabilities, StreamKind

KINDS = pytest.mark.parametrize("can", CAPABILITIES.values(), ids=lambda can: can.kind)
COMMON = {"kind", "services", "subnet_ids", "security_group_id"}
CELL = {"city", "cell", "owner", "region", "account_id", "disposable", "name_suffix"}
PROVISIONED = [CAPABILITIES[StreamKind.STANDARD], CAPABILITIES[StreamKind.EXPRESS]]
SIZES = st.sampled_from([(can, size) for can in PROVISIONED for size in can.sizes])


def test_every_argument_belongs_to_a_kind() -> None:
    """An argument that no kind takes could never be given, and one that the table does not know never refused."""
    known = frozenset().union(*(can.arguments for can in CAPABILITIES.values())) | COMMON | CELL
    assert known == StreamArgs.__required_keys__ | StreamArgs.__optional_keys__


@KINDS
def test_a_kind_is_whole(can: Capabilities) -> None:
    """What it requires it takes, its default version is one of its versions, all of them in KRaft mode."""
    assert CAPABILITIES[can.kind] is can
    assert can.required <= can.arguments
    assert (can.default_version in can.kafka_versions) == bool(can.kafka_versions)
    assert all(version.endswith(".kraft") for version in can.kafka_versions)
    assert bool(can.sizes) == bool(can.kafka_versions) == bool(can.properties)


@pytest.mark.parametrize(
    ("kind", "lost"),
    [
        (StreamKind.EXPRESS, {"storage_gib", "tiered_storage", "storage_mibps", "cloudwatch_logs", "log_key_arn"}),
        (StreamKind.SERVERLESS, {"topics", "key_arn", "broker_type", "broker_properties", "monitoring", "brokers"}),
    ],
)
def test_a_kind_lacks_what_aws_says(kind: StreamKind, lost: set[str]) -> None:
    """Express brokers have no volumes and no logs of their own; Serverless has no brokers, own key or topics."""
    assert lost & CAPABILITIES[kind].arguments == set()
    assert lost <= CAPABILITIES[StreamKind.STANDARD].arguments


def test_standard_brokers_take_every_promise() -> None:
    """What a stream promises can be set on Standard brokers; on Express ones MSK itself keeps the rest."""
    express = CAPABILITIES[StreamKind.EXPRESS]
    assert brokers.GUARDED.keys() <= CAPABILITIES[StreamKind.STANDARD].properties
    left = {
        "default.replication.factor",
        "min.insync.replicas",
        "offsets.topic.replication.factor",
        "transaction.state.log.min.isr",
        "transaction.state.log.replication.factor",
        "unclean.leader.election.enable",
    }
    assert left == brokers.GUARDED.keys() - express.properties
    assert express.fixed_replicas


@given(SIZES, st.integers(1, 20).map(lambda count: count * 3), st.integers(1, 20_000))
def test_brokers_are_enough_and_not_too_many(offered: tuple[Capabilities, str], count: int, partitions: int) -> None:
    """The advised number of brokers holds the partitions and one zone's worth less does not; more brokers hold more."""
    can, size = offered
    needed = can.brokers_for(size, partitions)
    assert needed % 3 == 0
    assert can.most_partitions(size, needed - 3) < partitions <= can.most_partitions(size, needed)
    assert can.most_partitions(size, count) < can.most_partitions(size, count + 3)


@given(SIZES)
def test_recommended_is_within_the_maximum(offered: tuple[Capabilities, str]) -> None:
    """A broker is recommended to hold less than it may."""
    can, size = offered
    assert 0 < can.sizes[size].recommended < can.sizes[size].maximum


def test_a_cell_takes_types_that_the_stream_takes() -> None:
    """The types that a city's load is sized with are Standard ones, each with room for more than the one before."""
    sizes = [brokers.STANDARD_SIZES[kind] for kind, _ in capacity.BROKERS]
    assert sizes == sorted(sizes, key=lambda size: size.maximum)
