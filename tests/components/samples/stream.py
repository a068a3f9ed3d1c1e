"""Arguments of `Stream`."""

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from components import CleanupPolicy, MonitoringLevel, Stream, StreamKind, StreamService
from components.plan.brokers import CAPABILITIES, EXPRESS_SIZES, STANDARD_SIZES
from tests.components.samples import Sample

TOPIC = {"name": "t", "partitions": 6, "retention_hours": 1}
SERVERLESS: dict[str, Any] = {
    "kind": "serverless",
    "key_arn": None,
    "log_key_arn": None,
    "topics": None,
    "broker_type": None,
}
"""What has no value counts as not given."""
EXPRESS: dict[str, Any] = {"kind": "express", "broker_type": "express.m7g.large", "log_key_arn": None}


def _topic(**change: Any) -> dict[str, Any]:
    return {"topics": [TOPIC | change]}


def _named(topics: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{"name": name} | dict(topic) for name, topic in topics.items()]


_TOPICS = st.dictionaries(
    st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,20}", fullmatch=True),
    st.fixed_dictionaries(
        {"partitions": st.integers(1, 60), "retention_hours": st.integers(1, 10_000)},
        optional={
            "cleanup": st.sampled_from([CleanupPolicy.DELETE, "compact,delete"]),
            "max_message_bytes": st.integers(1, 8 * 2**20),
        },
    ),
    min_size=1,
    max_size=3,
).map(_named)
_PROVISIONED: dict[str, st.SearchStrategy[Any]] = {
    "topics": _TOPICS,
    "brokers": st.sampled_from([3, 6, 9, 30]),
    "broker_properties": st.dictionaries(
        st.sampled_from(["offsets.retention.minutes", "message.max.bytes", "log.retention.ms"]),
        st.integers(1, 10**9).map(str),
    ),
    "nearest_reads": st.booleans(),
    "monitoring": st.sampled_from(MonitoringLevel),
    "open_monitoring": st.booleans(),
}
_STANDARD = st.fixed_dictionaries(
    {"kind": st.sampled_from([StreamKind.STANDARD, "standard"])},
    optional={
        **_PROVISIONED,
        "broker_type": st.sampled_from(sorted(STANDARD_SIZES)),
        "kafka_version": st.sampled_from(CAPABILITIES[StreamKind.STANDARD].kafka_versions),
        "private_connectivity": st.booleans(),
        "storage_gib": st.integers(1, 8000),
        "tiered_storage": st.booleans(),
        "cloudwatch_logs": st.just(value=True),
        "log_days": st.sampled_from([1, 30, 365]),
        "log_delivery_stream": st.just("logs"),
    },
)
_GROWING = st.fixed_dictionaries(
    {"storage_gib": st.integers(10, 100), "storage_limit_gib": st.integers(101, 16_384)},
    optional={"storage_target_percent": st.integers(10, 80)},
)
_FAST = st.fixed_dictionaries(
    {
        "broker_type": st.just("kafka.m5.8xlarge"),
        "storage_mibps": st.integers(250, 850),
        "log_bucket": st.just("logs"),
    },
    optional={"log_prefix": st.just("kafka")},
)
_EXPRESS = st.fixed_dictionaries(
    {
        "kind": st.sampled_from([StreamKind.EXPRESS, "express"]),
        "broker_type": st.sampled_from(sorted(EXPRESS_SIZES)),
        "log_key_arn": st.none(),
    },
    optional={
        **_PROVISIONED,
        "kafka_version": st.sampled_from(CAPABILITIES[StreamKind.EXPRESS].kafka_versions),
        "rebalancing": st.booleans(),
    },
)
_SERVED: st.SearchStrategy[Mapping[str, Any]] = st.fixed_dictionaries(
    {"private_connectivity": st.just(value=True), "services": st.lists(st.sampled_from(StreamService), unique=True)}
)
_TIERED: st.SearchStrategy[Mapping[str, Any]] = st.integers(73, 1000).map(
    lambda hours: {"tiered_storage": True} | _topic(retention_hours=hours, local_retention_hours=hours - 72)
)

SAMPLE = Sample(
    kind=Stream,
    good={
        "subnet_ids": ["a", "b", "c"],
        "security_group_id": "g",
        "key_arn": "k",
        "log_key_arn": "k",
        "topics": [TOPIC],
        "broker_type": "kafka.m7g.large",
    },
    others=[
        {
            "kafka_version": "4.1.x.kraft",
            "broker_type": "kafka.m7g.4xlarge",
            "brokers": 6,
            "storage_gib": 500,
            "storage_limit_gib": 2000,
            "storage_target_percent": 50,
            "storage_mibps": 600,
            "tiered_storage": True,
            "broker_properties": {"offsets.retention.minutes": "20160"},
            "monitoring": MonitoringLevel.PARTITION,
            "private_connectivity": True,
            "services": [StreamService.FIREHOSE, "replicator"],
            "log_days": 365,
            "log_bucket": "logs",
            "log_prefix": "kafka",
            "log_delivery_stream": "logs",
            "topics": [
                TOPIC | {"retention_hours": 24 * 90, "local_retention_hours": 24, "max_message_bytes": 2**20},
                {"name": "table", "partitions": 3, "cleanup": "compact"},
                TOPIC | {"name": "both", "cleanup": CleanupPolicy.COMPACT_AND_DELETE},
            ],
        },
        {"cloudwatch_logs": False, "log_key_arn": None, "log_bucket": "logs"},
        EXPRESS | {"rebalancing": False, "private_connectivity": True, "services": ["firehose"]},
        SERVERLESS | {"services": ["firehose"]},
    ],
    bad=[
        ({"kind": "provisioned"}, "kind is 'provisioned', but that is none of its values; choose from: standard,"),
        ({"subnet_ids": ["a", "b"]}, "subnet_ids is ['a', 'b'], but it must be one subnet in each of three zones"),
        ({"subnet_ids": ["a", "a", "b"]}, "subnet_ids is ['a', 'a', 'b'], but each name may stand once"),
        ({"key_arn": None}, "key_arn is None, but standard streams cannot be made without it"),
        ({"topics": None}, "topics is None, but standard streams cannot be made without it"),
        (
            SERVERLESS | {"key_arn": "k"},
            "key_arn is 'k', but serverless streams do not take it; what they take is no",
        ),
        (SERVERLESS | {"topics": [TOPIC]}, "but serverless streams do not take it"),
        (SERVERLESS | {"private_connectivity": True}, "private_connectivity is True, but serverless streams"),
        (
            EXPRESS | {"storage_gib": 100},
            "storage_gib is 100, but express streams do not take it; what they take is",
        ),
        (EXPRESS | {"log_key_arn": "k"}, "log_key_arn is 'k', but express streams do not take it"),
        (
            {"rebalancing": True},
            "rebalancing is True, but standard streams do not take it; what they take is broker_",
        ),
        (
            {"services": ["glue"]},
            "services is 'glue', but that is none of its values; choose from: firehose, replicator",
        ),
        ({"services": ["firehose"]}, "services is ['firehose'], but they need private_connectivity"),
        (
            {"private_connectivity": True, "services": ["firehose", "firehose"]},
            "services is ['firehose', 'firehose'], but each name may stand once",
        ),
        ({"private_connectivity": "on"}, "private_connectivity is 'on', but it must be a boolean"),
        ({"broker_type": "m7g.large"}, "broker_type is 'm7g.large', but AWS does not take it for standard streams"),
        ({"broker_type": "kafka.t3.small"}, "broker_type is 'kafka.t3.small', but AWS does not take it"),
        (
            EXPRESS | {"broker_type": "kafka.m7g.large"},
            "broker_type is 'kafka.m7g.large', but AWS does not take it for",
        ),
        ({"brokers": 4}, "brokers is 4, but it must be a multiple of 3"),
        ({"brokers": 0}, "brokers is 0, but it must be between 3"),
        (
            {"kafka_version": "3.9.x"},
            "kafka_version is '3.9.x', but AWS does not take it for standard streams in KRaft",
        ),
        ({"kafka_version": "4.2.x.kraft"}, "kafka_version is '4.2.x.kraft', but AWS does not take it for standard"),
        (
            {"monitoring": "ALL"},
            "monitoring is 'ALL', but that is none of its values; choose from: DEFAULT, PER_BROKER",
        ),
        ({"open_monitoring": 1}, "open_monitoring is 1, but it must be a boolean"),
        ({"nearest_reads": 1}, "nearest_reads is 1, but it must be a boolean"),
        (EXPRESS | {"rebalancing": "on"}, "rebalancing is 'on', but it must be a boolean"),
        ({"broker_properties": "x=1"}, "broker_properties is 'x=1', but it must be an object of texts"),
        (
            {"broker_properties": {"min.insync.replicas": "1"}},
            "broker_properties.min.insync.replicas is '1', but every stream keeps it at 2",
        ),
        (
            EXPRESS | {"broker_properties": {"unclean.leader.election.enable": "true"}},
            "broker_properties.unclean.leader.election.enable is 'true', but every stream keeps it at false",
        ),
        (
            {"broker_properties": {"replica.selector.class": "x"}},
            "broker_properties.replica.selector.class is 'x', but nearest_reads says which it is",
        ),
        (
            EXPRESS | {"broker_properties": {"num.io.threads": "8"}},
            "broker_properties.num.io.threads is '8', but MSK does not let express streams set it; choose from: comp",
        ),
        (
            {"broker_properties": {"message.max.bytes": "1\nmin.insync.replicas=1"}},
            "broker_properties.message.max.bytes is '1\\nmin.insync.replicas=1', but it must be one line of text",
        ),
        (
            {"tiered_storage": True, "broker_properties": {"log.cleanup.policy": "compact"}},
            "broker_properties.log.cleanup.policy is 'compact', but with tiered_storage it must be delete",
        ),
        ({"storage_gib": 16_385}, "storage_gib is 16385, but it must be between 1 and 16384"),
        (
            {"storage_limit_gib": 100},
            "storage_limit_gib is 100, but it must be between 101 and 16384, over storage_gib",
        ),
        (
            {"storage_limit_gib": 200, "storage_target_percent": 81},
            "storage_target_percent is 81, but it must be between 10 and 80",
        ),
        (
            {"storage_target_percent": 50},
            "storage_target_percent is 50, but it means nothing without storage_limit_gib",
        ),
        (
            {"storage_mibps": 250},
            "storage_mibps is 250, but a kafka.m7g.large takes none; those that do are kafka.m5.4x",
        ),
        (
            {"broker_type": "kafka.m7g.2xlarge", "storage_mibps": 313},
            "storage_mibps is 313, but it must be between 250 and 312, which is what a kafka.m7g.2xlarge takes",
        ),
        (
            {"broker_type": "kafka.m7g.2xlarge", "storage_mibps": 250, "storage_gib": 9},
            "storage_mibps is 250, but it needs a storage_gib of 10 at least",
        ),
        ({"tiered_storage": "yes"}, "tiered_storage is 'yes', but it must be a boolean"),
        ({"log_key_arn": None}, "log_key_arn is None, but the log group of the brokers needs it"),
        ({"cloudwatch_logs": False}, "cloudwatch_logs is False, but brokers must log somewhere"),
        (
            {"cloudwatch_logs": False, "log_bucket": "b"},
            "log_key_arn is 'k', but it means nothing without cloudwatch_logs",
        ),
        (
            {"cloudwatch_logs": False, "log_key_arn": None, "log_bucket": "b", "log_days": 1},
            "log_days is 1, but it means nothing without cloudwatch_logs",
        ),
        ({"log_days": 100}, "log_days is 100, but CloudWatch Logs does not keep them so long; choose from: 1, 3, 5"),
        ({"log_prefix": "p"}, "log_prefix is 'p', but it means nothing without log_bucket"),
        ({"topics": []}, "topics is [], but a stream has at least one topic"),
        ({"topics": [TOPIC, TOPIC]}, "topics is ['t', 't'], but each name may stand once"),
        (_topic(name="order events"), "topics[0].name is 'order events', but it must be 1 to 249 letters"),
        (_topic(name="__consumer_offsets"), "topics[0].name is '__consumer_offsets', but it must be 1 to 249"),
        (_topic(partitions=0), "topics[0].partitions is 0, but it must be between 1"),
        (_topic(partitions=1401), "topics[].partitions is 1401, but 3 brokers of kafka.m7g.large hold 1400 partitions"),
        (_topic(retention_hours=0), "topics[0].retention_hours is 0, but it must be between 1"),
        (_topic(retention_hours=None), "topics[0].retention_hours is None, but it is required"),
        (_topic(cleanup="compact"), "topics[0].retention_hours is 1, but a compacted topic knows no time"),
        (_topic(cleanup="drop"), "topics[0].cleanup is 'drop', but that is none of its values; choose from: delete"),
        (_topic(max_message_bytes=0), "topics[0].max_message_bytes is 0, but it must be between 1"),
        (_topic(local_retention_hours=1), "topics[0].local_retention_hours is 1, but it needs tiered_storage"),
        (
            {"tiered_storage": True} | _topic(retention_hours=71, local_retention_hours=1),
            "topics[0].retention_hours is 71, but it must be between 72",
        ),
        (
            {"tiered_storage": True} | _topic(retention_hours=72, local_retention_hours=72),
            "topics[0].local_retention_hours is 72, but it must be between 1 and 71, less than retention_hours",
        ),
        (
            {"tiered_storage": True} | _topic(cleanup="compact,delete", retention_hours=99, local_retention_hours=1),
            "topics[0].local_retention_hours is 1, but a compacted topic cannot be tiered",
        ),
        (
            {"tiered_storage": True} | _topic(cleanup="compact", retention_hours=None, local_retention_hours=1),
            "topics[0].local_retention_hours is 1, but a compacted topic cannot be tiered",
        ),
    ],
    arguments=st.one_of(
        _STANDARD, _GROWING, _FAST, _EXPRESS, _TIERED, _SERVED, _SERVED.map(lambda change: EXPRESS | dict(change))
    ),
)
