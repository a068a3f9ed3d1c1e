"""Arguments of `Monitoring`."""

from components import Monitoring
from tests.components.samples import Sample

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
        "key_arn": "k",
    },
    others=[{"email": "ops@example.com"}],
)
