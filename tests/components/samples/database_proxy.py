"""Arguments of `DatabaseProxy`."""

from hypothesis import strategies as st

from components import DatabaseProxy
from components.aws import published
from tests.components.recording import REGION
from tests.components.samples import Sample

PERCENTS = st.integers(1, 100).flatmap(
    lambda most: st.fixed_dictionaries(
        {"max_connections_percent": st.just(most), "max_idle_connections_percent": st.integers(0, most)}
    )
)
OTHERS = st.fixed_dictionaries(
    {
        "database_users": st.lists(
            st.from_regex(r"[a-z][a-z0-9_]{0,30}", fullmatch=True), min_size=1, max_size=5, unique=True
        )
    },
    optional={
        "idle_client_seconds": st.integers(1, 86_400),
        "borrow_seconds": st.integers(0, 300),
        "init_query": st.just("SET TIME ZONE 'UTC'"),
        "reader_endpoint": st.booleans(),
        "debug_logging": st.booleans(),
        "log_retention_days": st.sampled_from(published.log_retention_days()),
        "disposable": st.booleans(),
    },
)

SAMPLE = Sample(
    kind=DatabaseProxy,
    good={
        "subnet_ids": ["subnet-0123456789abcdef1", "subnet-0123456789abcdef2"],
        "security_group_id": "sg-0123456789abcdef0",
        "cluster_identifier": "lisbon-orders",
        "cluster_resource_id": "cluster-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "log_key_arn": f"arn:aws:kms:{REGION}:123456789012:key/66666666-7777-4888-8999-000000000000",
        "database_users": ["orders_service"],
    },
    others=[{"reader_endpoint": True}],
    bad=[
        ({"subnet_ids": ["a"]}, "subnet_ids is ['a'], but RDS requires subnets in at least two zones"),
        ({"database_users": []}, "database_users is [], but without users no client could sign in through the proxy"),
        (
            {"database_users": ["orders/*"]},
            "database_users[0] is 'orders/*', but it must be the name of one database user",
        ),
        ({"database_users": ["a", "a"]}, "each name may appear once"),
        ({"idle_client_seconds": 90_000}, "idle_client_seconds is 90000, but it must be between 1 and 86400"),
        ({"max_connections_percent": 0}, "max_connections_percent is 0, but it must be between 1 and 100"),
        (
            {"max_connections_percent": 50, "max_idle_connections_percent": 60},
            "max_idle_connections_percent is 60, but it must be between 0 and 50, the value of max_connections_percent",
        ),
        ({"borrow_seconds": 301}, "borrow_seconds is 301, but it must be between 0 and 300"),
        ({"init_query": ""}, "init_query is ''"),
        ({"reader_endpoint": "yes"}, "reader_endpoint is 'yes', but it must be true or false"),
        ({"debug_logging": "yes"}, "debug_logging is 'yes', but it must be true or false"),
        ({"log_retention_days": 8}, "log_retention_days is 8, but CloudWatch Logs does not offer that retention"),
    ],
    arguments=st.tuples(PERCENTS, OTHERS).map(lambda parts: parts[0] | parts[1]),
)
