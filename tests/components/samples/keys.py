"""Arguments of `Keys`."""

from hypothesis import strategies as st

from components import Keys
from components.keys.config import KEY_CLASSES
from tests.components.recording import ACCOUNT
from tests.components.samples import Edit, Sample

ADMINISTRATOR = f"arn:aws:iam::{ACCOUNT}:role/security/key-admin"

CHANGES = {
    "administrators": Edit({"administrators": [ADMINISTRATOR]}),
    "deletion_window_days": Edit({"deletion_window_days": 14}),
    "more_log_groups": Edit({"more_log_groups": ["aws-waf-logs-lisbon-*"]}),
    "more_services": Edit({"more_services": {"orders": ["sqs"]}}),
    "multi_region": Edit({"multi_region": True}),
    "rotation_days": Edit({"rotation_days": 90}),
}

SAMPLE = Sample(
    kind=Keys,
    good={},
    others=[
        {"classes": ["streams", "logs"]},
        {"administrators": [ADMINISTRATOR], "rotation_days": 90, "deletion_window_days": 14},
        {"replica_regions": ["eu-west-3", "ap-northeast-3"]},
        {"multi_region": True, "more_services": {"orders": ["sqs"]}, "more_log_groups": ["aws-waf-logs-lisbon-*"]},
    ],
    bad=[
        ({"classes": []}, "classes is [], but it must have at least 1 items"),
        ({"classes": ["none"]}, "classes[0] is 'none', but that class has no key; choose from: orders"),
        ({"classes": ["logs", "logs"]}, "each name may appear once"),
        ({"administrators": []}, "administrators is [], but it must have at least 1 items"),
        ({"administrators": [f"arn:aws:iam::{ACCOUNT}:root"]}, "but it must be the ARN of a role"),
        ({"administrators": [f"arn:aws:iam::{ACCOUNT}:role/*"]}, "but it must be the ARN of a role"),
        ({"administrators": [ADMINISTRATOR, ADMINISTRATOR]}, "each name may appear once"),
        ({"rotation_days": 89}, "rotation_days is 89, but it must be between 90 and 2560"),
        ({"rotation_days": 2561}, "rotation_days is 2561, but it must be between 90 and 2560"),
        ({"deletion_window_days": 6}, "deletion_window_days is 6, but it must be between 7 and 30"),
        ({"deletion_window_days": 31}, "deletion_window_days is 31, but it must be between 7 and 30"),
        ({"multi_region": "yes"}, "multi_region is 'yes', but it must be true or false"),
        ({"multi_region": False, "replica_regions": ["eu-west-3"]}, "keys with replica_regions are multi-region"),
        (
            {"replica_regions": ["eu-west-1"]},
            "replica_regions[0] is 'eu-west-1', but it is the region of the keys themselves",
        ),
        ({"replica_regions": ["cn-north-1"]}, "keys cannot be replicated there; choose from: af-south-1"),
        ({"replica_regions": ["eu-west-3", "eu-west-3"]}, "each name may appear once"),
        ({"classes": ["logs"], "more_services": {"orders": ["sqs"]}}, "no key is made for that class"),
        ({"more_services": {"orders": ["sqs.eu-west-1.amazonaws.com"]}}, "without region, such as sqs"),
        ({"more_services": {"orders": ["*"]}}, "more_services.orders is '*'"),
        ({"classes": ["orders"], "more_log_groups": ["/aws/x"]}, "it has no effect without a key of logs"),
        ({"more_log_groups": ["*"]}, "more_log_groups[0] is '*', but it must be the name of a log group"),
    ],
    arguments=st.fixed_dictionaries(
        {},
        optional={
            "classes": st.lists(st.sampled_from(KEY_CLASSES), min_size=1, unique=True),
            "administrators": st.just([ADMINISTRATOR]),
            "rotation_days": st.integers(90, 2560),
            "deletion_window_days": st.integers(7, 30),
            "multi_region": st.just(value=True),
            "replica_regions": st.lists(st.sampled_from(["eu-west-3", "us-east-1"]), max_size=2, unique=True),
        },
    )
    | st.fixed_dictionaries(
        {"more_services": st.just({"orders": ["sqs"]}), "more_log_groups": st.just(["aws-waf-logs-lisbon-*"])}
    ),
    changes=CHANGES,
)
