"""Arguments of `Monitoring`."""

from hypothesis import strategies as st

from components import Monitoring
from tests.components.samples import Sample

DELIVERIES = [
    {"stream": "lisbon-order-events", "format": "iceberg"},
    {"stream": "lisbon-courier-locations", "format": "parquet"},
]

SERVICE = {"service": "orders", "cluster_name": "lisbon-services", "service_name": "lisbon-orders", "min_tasks": 2}

SAMPLE = Sample(
    kind=Monitoring,
    good={
        "stream": "lisbon-stream",
        "brokers": 3,
        "database": "lisbon-orders",
        "load_balancer": "app/x/1",
        "cache_nodes": ["lisbon-cache-0001-001"],
        "functions": ["lisbon-connect"],
        "sources": ["lisbon-connect"],
        "tables": ["lisbon-tickets"],
        "consumers": [{"group": "orders", "topic": "assignment-proposals"}],
        "consumer_lag_records": 100,
        "api_p99_seconds": 1.0,
        "api_errors": 5,
        "aurora_acu_percent": 80.0,
        "replica_lag_ms": 1000.0,
        "cache_cpu_percent": 80.0,
        "key_arn": "arn:aws:kms:eu-west-1:123456789012:key/00000000-0000-4000-8000-000000000001",
    },
    others=[
        {
            "email": "ops@example.com",
            "ticket_email": "team@example.com",
            "runbooks_url": "https://example.com/runbooks/",
        },
        {
            "services": [SERVICE],
            "tracking": {"api_id": "abc", "stage": "live"},
            "dispatcher": "lisbon-dispatcher",
            "canary": "lisbon",
            "anomaly_alarms": True,
        },
        {"slo_placement_availability": 0.9999, "slo_freshness_ms": 250, "slo_minimum_events": 2},
        {"vault": "lisbon-backup", "deliveries": DELIVERIES},
        {"indexes": [{"table": "lisbon-tickets", "index": "by-feed"}], "stream_kind": "express"},
    ],
    bad=[
        ({"brokers": 0}, "brokers is 0, but it must be between 1 and 60"),
        ({"functions": ["f", "f"]}, "functions is ['f', 'f'], but each name may appear once"),
        (
            {"consumers": [{"group": "orders", "topic": "x"}]},
            "consumers[0].topic is 'x', but it must be one of order-events",
        ),
        ({"aurora_acu_percent": 101.0}, "aurora_acu_percent is 101, but it must be between 1 and 100"),
        ({"consumer_lag_records": 0}, "consumer_lag_records is 0"),
        ({"api_p99_seconds": 0.0}, "api_p99_seconds is 0, but it must be between 0.001"),
        (
            {"deliveries": [{"stream": "s", "format": "csv"}]},
            "deliveries[0].format is 'csv', but it must be one of iceberg, parquet",
        ),
        (
            {"indexes": [{"table": "lisbon-orders", "index": "by-feed"}]},
            "indexes[0].table is 'lisbon-orders', but it is not one of tables; choose from: lisbon-tickets",
        ),
        ({"stream_kind": "serverless"}, "stream_kind is 'serverless', but it has no brokers to monitor"),
        (
            {"stream_monitoring": "PER_BROKER"},
            "stream_monitoring is 'PER_BROKER', but MessagesInPerSec of Cluster Name/Broker ID/Topic needs",
        ),
        ({"vault": ""}, "vault is '', but it must not be empty"),
        ({"email": "ops"}, "email is 'ops', but it must be an address"),
        ({"ticket_email": "ops"}, "ticket_email is 'ops', but it must be an address"),
        (
            {"runbooks_url": "http://example.com"},
            "runbooks_url is 'http://example.com', but it must begin with https://",
        ),
        ({"runbooks_url": f"https://{'x' * 300}"}, "but it must begin with https:// and have 300 characters at most"),
        (
            {"slo_placement_availability": 0.9},
            "slo_placement_availability is 0.9, but it must be between 0.95 and 0.9999",
        ),
        ({"slo_freshness": 1.0}, "slo_freshness is 1, but it must be between 0.95 and 0.9999"),
        ({"slo_ping_to_page_ms": 0}, "slo_ping_to_page_ms is 0, but it must be between 1 and 600000"),
        ({"slo_minimum_events": 0}, "slo_minimum_events is 0, but it must be between 1 and 1000000"),
        (
            {"slo_minimum_events": 5, "slo_minimum_bad": 6},
            "slo_minimum_bad is 6, but it must be at most slo_minimum_events, 5",
        ),
        ({"services": [{**SERVICE, "min_tasks": 0}]}, "services[0].min_tasks is 0, but it must be between 1 and 5000"),
        ({"services": [SERVICE, SERVICE]}, "but each name may appear once"),
        ({"tracking": {"api_id": "abc"}}, "tracking.stage is None, but it is required"),
        ({"canary": ""}, "canary is '', but it must not be empty"),
    ],
    arguments=st.fixed_dictionaries(
        {},
        optional={
            "brokers": st.integers(1, 60),
            "cache_nodes": st.lists(st.from_regex(r"[a-z]{1,20}", fullmatch=True), unique=True, max_size=4),
            "functions": st.lists(st.from_regex(r"[a-z]{1,20}", fullmatch=True), unique=True, max_size=4),
            "aurora_acu_percent": st.floats(1, 100),
            "api_errors": st.integers(1, 1000),
            "vault": st.just("lisbon-backup"),
            "stream_kind": st.sampled_from(["standard", "express"]),
            "stream_monitoring": st.sampled_from(["PER_TOPIC_PER_BROKER", "PER_TOPIC_PER_PARTITION"]),
            "indexes": st.just([{"table": "lisbon-tickets", "index": "by-feed"}]),
            "deliveries": st.lists(
                st.sampled_from(DELIVERIES), max_size=2, unique_by=lambda delivery: delivery["stream"]
            ),
            "email": st.just("ops@example.com"),
            "slo_placement_availability": st.floats(0.95, 0.9999),
            "slo_placement_ms": st.integers(1, 600_000),
            "slo_minimum_events": st.integers(1, 1000),
            "anomaly_alarms": st.booleans(),
            "services": st.just([SERVICE]),
        },
    ),
)
