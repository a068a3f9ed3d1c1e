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
USES = {"tables": [{"arn": TABLE, "key_arn": KEY, "actions": ["GetItem"]}]}

SAMPLE = Sample(
    kind=Function,
    good={
        "function": "project-orders",
        "description": "Keeps what pages show.",
        "handler": "handler.handle",
        "code": pulumi.AssetArchive({"handler.py": pulumi.StringAsset("handle = print")}),
        "key_arn": KEY,
        "log_key_arn": KEY,
    },
    others=[
        {"kafka_source": SOURCE, "placement": PLACEMENT, "uses": USES},
        {"environment": {"TOPIC": "order-events"}, "memory_mib": 1024, "timeout_seconds": 30, "log_retention_days": 7},
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
        },
    ),
)
