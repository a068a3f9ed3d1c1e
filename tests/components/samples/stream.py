"""Arguments of `Stream`."""

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from components import CleanupPolicy, MonitoringLevel, Stream, StreamKind, StreamService
from components.stream.limits import CAPABILITIES, EXPRESS_SIZES, STANDARD_SIZES
from tests.components.recording import ACCOUNT, ANSWERED, REGION
from tests.components.samples import KEY, Edit, Grant, Sample

SUBNETS = ["subnet-0a1b2c3d4e5f60001", "subnet-0a1b2c3d4e5f60002", "subnet-0a1b2c3d4e5f60003"]
GROUP = "sg-0a1b2c3d4e5f60001"
LOG_KEY = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/0a1b2c3d-0002-4000-8000-0a1b2c3d4e5f"
OTHER_KEY = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/0a1b2c3d-0003-4000-8000-0a1b2c3d4e5f"

TOPIC: dict[str, Any] = {"name": "t", "partitions": 6, "retention_hours": 1}
STANDARD: dict[str, Any] = {
    "kind": "standard",
    "key_arn": KEY,
    "log_key_arn": LOG_KEY,
    "topics": [TOPIC],
    "broker_type": "kafka.m7g.large",
}
EXPRESS: dict[str, Any] = {
    "kind": "express",
    "key_arn": KEY,
    "topics": [TOPIC],
    "broker_type": "express.m7g.large",
}
SERVERLESS: dict[str, Any] = {"kind": "serverless"}


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
    {
        "kind": st.sampled_from([StreamKind.STANDARD, "standard"]),
        "key_arn": st.just(KEY),
        "log_key_arn": st.just(LOG_KEY),
        "topics": _TOPICS,
        "broker_type": st.sampled_from(sorted(STANDARD_SIZES)),
    },
    optional={
        **_PROVISIONED,
        "kafka_version": st.sampled_from(CAPABILITIES[StreamKind.STANDARD].kafka_versions),
        "private_connectivity": st.booleans(),
        "storage_gib": st.integers(1, 8000),
        "tiered_storage": st.booleans(),
        "cloudwatch_logs": st.just(value=True),
        "log_retention_days": st.sampled_from([1, 30, 365]),
        "log_delivery_stream": st.just("logs"),
    },
)
_GROWING = st.fixed_dictionaries(
    {"storage_gib": st.integers(10, 100), "max_storage_gib": st.integers(101, 16_384)},
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
        "key_arn": st.just(KEY),
        "topics": _TOPICS,
        "broker_type": st.sampled_from(sorted(EXPRESS_SIZES)),
    },
    optional={
        **_PROVISIONED,
        "kafka_version": st.sampled_from(CAPABILITIES[StreamKind.EXPRESS].kafka_versions),
        "rebalancing": st.booleans(),
    },
)
_TIERED = st.integers(73, 1000).map(
    lambda hours: {"tiered_storage": True} | _topic(retention_hours=hours, local_retention_hours=hours - 72)
)
_SERVICES = st.lists(st.sampled_from(StreamService), unique=True)
_SERVED = st.fixed_dictionaries({"private_connectivity": st.just(value=True), "services": _SERVICES})


def _on(base: Mapping[str, Any], changes: st.SearchStrategy[Mapping[str, Any]]) -> st.SearchStrategy[Mapping[str, Any]]:
    return changes.map(lambda change: {**base, **change})


_BAD: list[tuple[Mapping[str, Any], str]] = [
    ({"kind": "provisioned"}, "kind is 'provisioned', but it must be one of standard, express, serverless"),
    ({"subnet_ids": ["a", "b"]}, "subnet_ids is ['a', 'b'], but it must be one subnet in each of three zones"),
    ({"subnet_ids": ["a", "a", "b"]}, "subnet_ids is ['a', 'a', 'b'], but each name may appear once"),
    ({"services": ["glue"]}, "services[0] is 'glue', but it must be one of firehose, replicator"),
    ({"services": ["firehose", "firehose"]}, "services is ['firehose', 'firehose'], but each name may appear once"),
    ({"key_arn": "k"}, "key_arn is 'k', but serverless streams do not accept it; they accept none of those of brokers"),
    ({"topics": [TOPIC]}, "serverless streams do not accept"),
    (
        {"private_connectivity": True},
        "private_connectivity is True, but serverless streams do not accept it; they accept none of those of",
    ),
]
_BAD_STANDARD: list[tuple[Mapping[str, Any], str]] = [
    ({"key_arn": None}, "key_arn is None, but standard streams require it"),
    ({"topics": None}, "topics is None, but standard streams require it"),
    (
        {"rebalancing": True},
        "rebalancing is True, but standard streams do not accept it; they accept broker_properties, broker_type,",
    ),
    (
        {"services": ["firehose"]},
        "services is ['firehose'], but services need private_connectivity to reach the brokers",
    ),
    ({"private_connectivity": "on"}, "private_connectivity is 'on', but it must be true or false"),
    (
        {"broker_type": "m7g.large"},
        "broker_type is 'm7g.large', but AWS does not accept it for standard streams in KRaft mode",
    ),
    (
        {"broker_type": "kafka.t3.small"},
        "broker_type is 'kafka.t3.small', but AWS does not accept it for standard streams in KRaft mode",
    ),
    ({"brokers": 4}, "brokers is 4, but it must be a multiple of 3"),
    ({"brokers": 0}, "brokers is 0, but it must be between 3"),
    (
        {"kafka_version": "3.9.x"},
        "kafka_version is '3.9.x', but AWS does not accept it for standard streams in KRaft mode",
    ),
    (
        {"kafka_version": "4.2.x.kraft"},
        "kafka_version is '4.2.x.kraft', but AWS does not accept it for standard streams in KRaft mode",
    ),
    ({"monitoring": "ALL"}, "monitoring is 'ALL', but it must be one of DEFAULT, PER_BROKER, PER_TOPIC_PER_BROKER,"),
    ({"open_monitoring": 1}, "open_monitoring is 1, but it must be true or false"),
    ({"nearest_reads": 1}, "nearest_reads is 1, but it must be true or false"),
    ({"broker_properties": "x=1"}, "broker_properties is 'x=1', but it must be an object"),
    (
        {"broker_properties": {"min.insync.replicas": "1"}},
        "broker_properties.min.insync.replicas is '1', but every stream keeps it at 2",
    ),
    (
        {"broker_properties": {"replica.selector.class": "x"}},
        "broker_properties.replica.selector.class is 'x', but set nearest_reads instead",
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
    ({"max_storage_gib": 100}, "max_storage_gib is 100, but it must be between 101 and 16384, over storage_gib"),
    (
        {"max_storage_gib": 200, "storage_target_percent": 81},
        "storage_target_percent is 81, but it must be between 10 and 80",
    ),
    ({"storage_target_percent": 50}, "storage_target_percent is 50, but it has no effect without max_storage_gib"),
    (
        {"storage_mibps": 250},
        "storage_mibps is 250, but kafka.m7g.large does not have it; types that do are kafka.m5.4xlarge,",
    ),
    (
        {"broker_type": "kafka.m7g.2xlarge", "storage_mibps": 313},
        "storage_mibps is 313, but it must be between 250 and 312, the range of kafka.m7g.2xlarge",
    ),
    (
        {"broker_type": "kafka.m7g.2xlarge", "storage_mibps": 250, "storage_gib": 9},
        "storage_mibps is 250, but it needs a storage_gib of 10 at least",
    ),
    ({"tiered_storage": "yes"}, "tiered_storage is 'yes', but it must be true or false"),
    ({"log_key_arn": None}, "log_key_arn is None, but the log group of the brokers needs it"),
    ({"cloudwatch_logs": False}, "cloudwatch_logs is False, but brokers must log somewhere"),
    ({"cloudwatch_logs": False, "log_bucket": "b"}, "it has"),
    (
        {"cloudwatch_logs": False, "log_key_arn": None, "log_bucket": "b", "log_retention_days": 1},
        "log_retention_days is 1, but it has no effect without cloudwatch_logs",
    ),
    (
        {"log_retention_days": 100},
        "log_retention_days is 100, but CloudWatch Logs does not offer that retention; choose from: 1, 3, 5",
    ),
    ({"log_prefix": "p"}, "log_prefix is 'p', but it has no effect without log_bucket"),
    ({"topics": []}, "topics is [], but a stream has at least one topic"),
    ({"topics": [TOPIC, TOPIC]}, "topics is ['t', 't'], but each name may appear once"),
    (_topic(name="order events"), "topics[0].name is 'order events', but it must be 1 to 249 letters"),
    (_topic(name="__consumer_offsets"), "topics[0].name is '__consumer_offsets', but it must be 1 to 249"),
    (_topic(partitions=0), "topics[0].partitions is 0, but it must be between 1"),
    (_topic(partitions=1401), "topics[].partitions is 1401, but 3 brokers of kafka.m7g.large hold 1400 partitions"),
    (_topic(retention_hours=0), "topics[0].retention_hours is 0, but it must be between 1"),
    (_topic(retention_hours=None), "topics[0].retention_hours is None, but it is required"),
    (
        _topic(cleanup="compact"),
        "topics[0].retention_hours is 1, but a compacted topic has no retention; compact,delete does",
    ),
    (_topic(cleanup="drop"), "topics[0].cleanup is 'drop', but it must be one of delete, compact, compact,delete"),
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
]
_BAD_EXPRESS: list[tuple[Mapping[str, Any], str]] = [
    ({"broker_type": None}, "broker_type is None, but express streams require it"),
    (
        {"storage_gib": 100},
        "storage_gib is 100, but express streams do not accept it; they accept broker_properties, broker_type,",
    ),
    ({"log_key_arn": LOG_KEY}, "but express streams do not accept it; they accept broker_prop"),
    (
        {"broker_type": "kafka.m7g.large"},
        "broker_type is 'kafka.m7g.large', but AWS does not accept it for express streams in KRaft mode",
    ),
    ({"rebalancing": "on"}, "rebalancing is 'on', but it must be true or false"),
    (
        {"broker_properties": {"unclean.leader.election.enable": "true"}},
        "broker_properties.unclean.leader.election.enable is 'true', but every stream keeps it at false",
    ),
    (
        {"broker_properties": {"num.io.threads": "8"}},
        "broker_properties.num.io.threads is '8', but MSK does not let express streams set it; choose from: compr",
    ),
]


def _edit(after: Mapping[str, Any], before: Mapping[str, Any] | None = None) -> Edit:
    """A change of a stream with Standard brokers."""
    return Edit(before=STANDARD | dict(before or {}), after=STANDARD | dict(before or {}) | dict(after))


_LONG = {"tiered_storage": True} | _topic(retention_hours=720, local_retention_hours=12)
_CHANGES = {
    "broker_properties": _edit({"broker_properties": {"offsets.retention.minutes": "20160"}}),
    "broker_type": _edit({"broker_type": "kafka.m7g.xlarge"}),
    "brokers": _edit({"brokers": 6}),
    "cloudwatch_logs": Edit(
        before=STANDARD | {"log_bucket": "lisbon-logs"},
        after=STANDARD | {"log_key_arn": None, "log_bucket": "lisbon-logs", "cloudwatch_logs": False},
    ),
    "kafka_version": _edit({"kafka_version": "4.0.x.kraft"}),
    "key_arn": _edit({"key_arn": OTHER_KEY}),
    "log_bucket": _edit({"log_bucket": "lisbon-logs"}),
    "log_delivery_stream": _edit({"log_delivery_stream": "lisbon-logs"}),
    "log_prefix": _edit({"log_prefix": "kafka"}, {"log_bucket": "lisbon-logs"}),
    "monitoring": _edit({"monitoring": "PER_BROKER"}),
    "nearest_reads": _edit({"nearest_reads": False}),
    "open_monitoring": _edit({"open_monitoring": False}),
    "private_connectivity": _edit({"private_connectivity": True}),
    "rebalancing": Edit(before=EXPRESS, after=EXPRESS | {"rebalancing": False}),
    "security_group_id": _edit({"security_group_id": "sg-0a1b2c3d4e5f60002"}),
    "storage_gib": _edit({"storage_gib": 200}),
    "storage_mibps": _edit({"storage_mibps": 600}, {"broker_type": "kafka.m7g.4xlarge"}),
    "subnet_ids": _edit({"subnet_ids": [*SUBNETS[:2], "subnet-0a1b2c3d4e5f60004"]}),
    "tiered_storage": _edit({"tiered_storage": True}),
    "topics[].cleanup": _edit(_topic(cleanup="compact,delete")),
    "topics[].local_retention_hours": _edit(
        _topic(retention_hours=720, local_retention_hours=24), _LONG | {"tiered_storage": True}
    ),
    "topics[].max_message_bytes": _edit(_topic(max_message_bytes=2 * 2**20)),
    "topics[].partitions": _edit(_topic(partitions=12)),
    "topics[].retention_hours": _edit(_topic(retention_hours=48)),
}


def _grants(stream: Any) -> dict[str, Grant]:
    """Questions about one topic and one group; neighbours are other topics, groups and clusters of the same account."""
    base, own = f"arn:aws:kafka:{ANSWERED}:{ACCOUNT}", "lisbon-stream/33-44-s1"
    cluster, topic, group = (f"{base}:{kind}/{own}" for kind in ("cluster", "topic", "group"))
    elsewhere = f"{base}:topic/madrid-stream/55-66-s1/t"
    return {
        "producer": Grant(
            stream.producer_policy("t"),
            allowed=[
                ("kafka-cluster:Connect", cluster),
                ("kafka-cluster:WriteDataIdempotently", cluster),
                ("kafka-cluster:WriteData", f"{topic}/t"),
                ("kafka-cluster:DescribeTopic", f"{topic}/t"),
            ],
            denied=[
                ("kafka-cluster:WriteData", f"{topic}/tt"),
                ("kafka-cluster:WriteData", elsewhere),
                ("kafka-cluster:ReadData", f"{topic}/t"),
                ("kafka-cluster:DeleteTopic", f"{topic}/t"),
                ("kafka-cluster:AlterCluster", cluster),
            ],
        ),
        "consumer": Grant(
            stream.consumer_policy("t", "readers"),
            allowed=[
                ("kafka-cluster:Connect", cluster),
                ("kafka-cluster:ReadData", f"{topic}/t"),
                ("kafka-cluster:AlterGroup", f"{group}/readers"),
            ],
            denied=[
                ("kafka-cluster:ReadData", f"{topic}/tt"),
                ("kafka-cluster:ReadData", elsewhere),
                ("kafka-cluster:WriteData", f"{topic}/t"),
                ("kafka-cluster:AlterGroup", f"{group}/writers"),
            ],
        ),
        "firehose": Grant(
            stream.firehose_policy("t"),
            allowed=[
                ("kafka:GetBootstrapBrokers", cluster),
                ("kafka-cluster:ReadData", f"{topic}/t"),
                ("kafka-cluster:DescribeGroup", f"{group}/anything"),
            ],
            denied=[
                ("kafka-cluster:ReadData", f"{topic}/tt"),
                ("kafka-cluster:AlterGroup", f"{group}/anything"),
                ("kafka:DeleteCluster", cluster),
            ],
        ),
    }


SAMPLE = Sample(
    kind=Stream,
    good=SERVERLESS | {"subnet_ids": SUBNETS, "security_group_id": GROUP},
    others=[
        STANDARD,
        STANDARD
        | {
            "kafka_version": "4.1.x.kraft",
            "broker_type": "kafka.m7g.4xlarge",
            "brokers": 6,
            "storage_gib": 500,
            "max_storage_gib": 2000,
            "storage_target_percent": 50,
            "storage_mibps": 600,
            "tiered_storage": True,
            "broker_properties": {"offsets.retention.minutes": "20160"},
            "monitoring": MonitoringLevel.PARTITION,
            "private_connectivity": True,
            "services": [StreamService.FIREHOSE, "replicator"],
            "log_retention_days": 365,
            "log_bucket": "lisbon-logs",
            "log_prefix": "kafka",
            "log_delivery_stream": "lisbon-logs",
            "topics": [
                TOPIC | {"retention_hours": 24 * 90, "local_retention_hours": 24, "max_message_bytes": 2**20},
                {"name": "table", "partitions": 3, "cleanup": "compact"},
                TOPIC | {"name": "both", "cleanup": CleanupPolicy.COMPACT_AND_DELETE},
            ],
        },
        _CHANGES["cloudwatch_logs"].after,
        EXPRESS | {"rebalancing": False, "private_connectivity": True, "services": ["firehose"]},
        {"services": ["firehose"]},
    ],
    bad=[
        *_BAD,
        *((STANDARD | dict(change), text) for change, text in _BAD_STANDARD),
        *((EXPRESS | dict(change), text) for change, text in _BAD_EXPRESS),
    ],
    arguments=st.one_of(
        _STANDARD,
        _EXPRESS,
        st.fixed_dictionaries({}, optional={"services": _SERVICES}),
        _on(STANDARD, _GROWING),
        _on(STANDARD, _FAST),
        _on(STANDARD, _TIERED),
        _on(STANDARD, _SERVED),
        _on(EXPRESS, _SERVED),
    ),
    changes=_CHANGES,
    grants=_grants,
)
