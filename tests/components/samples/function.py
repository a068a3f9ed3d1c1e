"""Arguments of `Function`."""

import pulumi
from hypothesis import strategies as st

from components import Function
from tests.components.samples import Sample

KEY = "arn:aws:kms:eu-west-1:123456789012:key/00000000-0000-4000-8000-000000000001"
CLUSTER = "arn:aws:kafka:eu-west-1:123456789012:cluster/lisbon-stream/00000000-0000-4000-8000-000000000001-2"
TABLE = "arn:aws:dynamodb:eu-west-1:123456789012:table/lisbon-tickets"
SOURCE = {
    "cluster_arn": CLUSTER,
    "topic": "order-events",
    "failed_topic": "failed-records",
    "min_pollers": 1,
    "max_pollers": 2,
}
PLACEMENT = {"subnet_ids": ["subnet-0a", "subnet-0b"], "security_group_id": "sg-0a"}
BUCKET = "arn:aws:s3:::failed-records"
SIGNED = {
    "bucket": "signed-code",
    "key": "signed/00000000-0000-4000-8000-000000000001",
    "profile_version_arns": ["arn:aws:signer:eu-west-1:123456789012:/signing-profiles/release/aBcDeFgHiJ"],
}
BASE = {
    "function": "project-orders",
    "description": "Keeps what pages show.",
    "handler": "handler.handle",
    "code": pulumi.AssetArchive({"handler.py": pulumi.StringAsset("handle = print")}),
    "key_arn": KEY,
    "log_key_arn": KEY,
}
PLAIN_SOURCE = {key: value for key, value in SOURCE.items() if key != "failed_topic"}
EVERY_CONTROL = SOURCE | {
    "enabled": False,
    "batch_size": 10,
    "batching_window_seconds": 1,
    "starting_position": "AT_TIMESTAMP",
    "starting_timestamp": "2026-11-01T00:00:00+00:00",
    "max_retries": -1,
    "max_record_age_seconds": -1,
    "split_batches": False,
    "partial_responses": False,
    "filters": [{"status": ["placed", {"prefix": "cancel"}]}],
    "poller_group": "tracking",
    "metrics": ["EventCount", "KafkaMetrics"],
    "log_level": "INFO",
}
"""A source with each control away from its default."""
USES = {"tables": [{"arn": TABLE, "key_arn": KEY, "actions": ["GetItem"]}]}

SAMPLE = Sample(
    kind=Function,
    good=BASE,
    others=[
        {"kafka_source": SOURCE, "placement": PLACEMENT, "uses": USES},
        {"environment": {"TOPIC": "order-events"}, "memory_mib": 1024, "timeout_seconds": 30, "log_retention_days": 7},
        {"kafka_source": EVERY_CONTROL, "live_alias": True, "reserved_concurrency": 50, "provisioned_concurrency": 5},
        {"kafka_source": PLAIN_SOURCE | {"failure_destination": {"kind": "bucket", "arn": BUCKET, "key_arn": KEY}}},
        {"live_alias": True, "snap_start": True, "allow_recursion": True},
        {"signed_code": SIGNED, "code": None},
        {"quotas": {"L-B99A9384": 5000}, "reserved_concurrency": 4900},
    ],
    bad=[
        ({"timeout_seconds": 901}, "timeout_seconds is 901, but it must be between 1 and 900"),
        ({"memory_mib": 64}, "memory_mib is 64, but it must be between 128 and 10240"),
        ({"kafka_source": SOURCE, "timeout_seconds": 900}, "but it must be between 1 and 840"),
        ({"kafka_source": SOURCE | {"batch_size": 0}}, "batch_size is 0"),
        ({"kafka_source": SOURCE | {"min_pollers": 201}}, "min_pollers is 201"),
        ({"kafka_source": {"topic": "t"}}, "kafka_source.cluster_arn is None, but it is required"),
        ({"placement": {"subnet_ids": ["subnet-0a"]}}, "placement.security_group_id is None, but it is required"),
        ({"placement": PLACEMENT | {"subnet": "a"}}, "placement.subnet is 'a', but there is no such argument"),
        ({"handler": ""}, "handler is '', but it must not be empty"),
        ({"log_retention_days": 8}, "log_retention_days is 8, but CloudWatch Logs does not offer that retention"),
        ({"layers": "arn"}, "layers is 'arn', but it must be a list"),
        ({"kafka_source": SOURCE | {"max_pollers": 0}}, "max_pollers is 0"),
        ({"kafka_source": SOURCE | {"batching_window_seconds": 301}}, "it must be between 0 and 300"),
        ({"kafka_source": SOURCE | {"max_retries": -2}}, "max_retries is -2, but it must be between -1 and 10000"),
        ({"kafka_source": SOURCE | {"max_record_age_seconds": 59}}, "between 60 and 604800, or -1 for no limit"),
        ({"kafka_source": SOURCE | {"max_record_age_seconds": 0}}, "between 60 and 604800, or -1 for no limit"),
        ({"kafka_source": SOURCE | {"max_record_age_seconds": 604_801}}, "max_record_age_seconds is 604801"),
        ({"kafka_source": SOURCE | {"starting_position": "NOW"}}, "it must be one of TRIM_HORIZON, LATEST, AT_TIMEST"),
        ({"kafka_source": SOURCE | {"starting_position": "AT_TIMESTAMP"}}, "starting_timestamp is None, but starting"),
        ({"kafka_source": EVERY_CONTROL | {"starting_timestamp": "2026-11-01"}}, "a time with its offset from UTC"),
        ({"kafka_source": EVERY_CONTROL | {"starting_timestamp": "soon"}}, "a time with its offset from UTC"),
        ({"kafka_source": EVERY_CONTROL | {"starting_timestamp": "2999-01-01T00:00:00Z"}}, "not be in the future"),
        (
            {"kafka_source": SOURCE | {"starting_timestamp": "2026-11-01T00:00:00Z"}},
            "only starting_position AT_TIMESTAMP uses it",
        ),
        ({"kafka_source": SOURCE | {"filters": [{}]}}, "filters[0] is {}, but it must name a field"),
        ({"kafka_source": SOURCE | {"filters": [{"status": "placed"}]}}, "filters[0].status is 'placed', but it must"),
        ({"kafka_source": SOURCE | {"filters": [{"a": [str(n)]} for n in range(6)]}}, "it must have 0 to 5 items"),
        ({"kafka_source": SOURCE | {"filters": [{"a": ["x" * 5000]}]}}, "a pattern has 4096 characters at most"),
        ({"kafka_source": SOURCE | {"filters": [{"a": ["x"]}, {"a": ["x"]}]}}, "each name may appear once"),
        ({"kafka_source": SOURCE | {"poller_group": "a b"}}, "poller_group is 'a b', but it must be letters"),
        ({"kafka_source": SOURCE | {"metrics": ["Lag"]}}, "it must be one of EventCount, ErrorCount, KafkaMetrics"),
        ({"kafka_source": SOURCE | {"metrics": ["EventCount", "EventCount"]}}, "each name may appear once"),
        ({"kafka_source": SOURCE | {"log_level": "ERROR"}}, "it must be one of DEBUG, INFO, WARN"),
        ({"kafka_source": PLAIN_SOURCE}, "failed_topic is None, but it is required unless failure_destination is set"),
        (
            {"kafka_source": SOURCE | {"failure_destination": {"kind": "queue", "arn": "arn:aws:sqs:eu-west-1:1:q"}}},
            "failed_topic is 'failed-records', but failure_destination takes its place",
        ),
        (
            {"kafka_source": PLAIN_SOURCE | {"failure_destination": {"kind": "topic", "arn": BUCKET}}},
            "it must be one of queue, notification-topic, bucket",
        ),
        ({"reserved_concurrency": 0}, "reserved_concurrency is 0, but it must be between 1 and 900"),
        ({"reserved_concurrency": 901}, "the account's quota less the 100 that no function can reserve"),
        ({"provisioned_concurrency": 1}, "it belongs to the alias, so live_alias must be true"),
        (
            {"live_alias": True, "reserved_concurrency": 5, "provisioned_concurrency": 6},
            "it must be between 1 and 5, the reserved_concurrency",
        ),
        ({"snap_start": True}, "only versions have it, so live_alias must be true"),
        (
            {"snap_start": True, "live_alias": True, "provisioned_concurrency": 1},
            "AWS does not combine it with provisioned_concurrency",
        ),
        ({"signed_code": SIGNED}, "signed_code takes its place, so only one of them can be set"),
        (
            {"signed_code": SIGNED, "code": None, "region": "eu-south-2"},
            "Lambda does not check signatures in eu-south-2",
        ),
        ({"signed_code": {"bucket": "signed-code"}}, "signed_code.key is None, but it is required"),
    ],
    arguments=st.fixed_dictionaries(
        {},
        optional={
            "function": st.from_regex(r"[a-z][a-z0-9-]{0,60}[a-z]", fullmatch=True),
            "description": st.sampled_from(["One.", "Two words."]),
            "memory_mib": st.integers(128, 10_240),
            "timeout_seconds": st.integers(1, 840),
            "environment": st.dictionaries(st.from_regex(r"[A-Z]{1,9}", fullmatch=True), st.just("value"), max_size=3),
            "kafka_source": st.integers(1, 200).map(lambda least: SOURCE | {"min_pollers": least, "max_pollers": 2000}),
            "placement": st.just(PLACEMENT),
            "uses": st.just(USES),
            "disposable": st.booleans(),
            "live_alias": st.booleans(),
            "reserved_concurrency": st.integers(1, 900),
        },
    ),
)
