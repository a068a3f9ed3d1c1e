"""Arguments of `Bucket`."""

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from components import Bucket, StorageClass
from tests.components.samples import Edit, Sample

Changes = st.SearchStrategy[Mapping[str, Any]]


def together(*parts: Changes) -> Changes:
    """Changes made by several strategies, the later ones winning."""

    def merged(*changes: Mapping[str, Any]) -> Mapping[str, Any]:
        return {key: value for change in changes for key, value in change.items()}

    return st.builds(merged, *parts)


def place(transition: Mapping[str, Any]) -> tuple[str, int]:
    """What makes a transition another one."""
    return transition.get("prefix", ""), transition["days"]


DAYS = st.integers(1, 36_500)
PREFIXES = st.sampled_from(["", "failed/", "topics/order_events/"])
EXPIRIES = st.lists(
    st.fixed_dictionaries({"prefix": PREFIXES, "days": DAYS}), max_size=3, unique_by=lambda expiry: expiry["prefix"]
)
TRANSITIONS = st.lists(
    st.fixed_dictionaries(
        {"days": st.integers(30, 36_500), "storage_class": st.sampled_from(list(StorageClass))},
        optional={"prefix": PREFIXES},
    ),
    max_size=3,
    unique_by=place,
)
WRITER = {"service": "logging.s3.amazonaws.com", "prefix": "lake", "source_arns": ["arn:aws:s3:::lisbon-lake"]}
FLOW_LOGS = {
    "service": "delivery.logs.amazonaws.com",
    "prefix": "AWSLogs/123456789012",
    "source_arns": ["arn:aws:logs:eu-west-1:123456789012:*"],
}

OWN_KEY: Changes = st.fixed_dictionaries({"key_arn": st.just("arn:aws:kms:eu-west-1:123456789012:key/1")})
S3_KEY: Changes = st.just({"encryption": "s3", "key_arn": None})
COMMON: Changes = st.fixed_dictionaries(
    {},
    optional={
        "bucket": st.sampled_from(["lake", "access-logs", "a1-b2"]),
        "data_class": st.sampled_from(["lake", "logs", "none"]),
        "expiries": EXPIRIES,
        "transitions": TRANSITIONS,
        "noncurrent_days": DAYS,
        "upload_days": DAYS,
        "log_bucket": st.just("logs"),
        "writers": st.sampled_from([[WRITER], [FLOW_LOGS], [WRITER, FLOW_LOGS]]),
    },
)

SAMPLE = Sample(
    kind=Bucket,
    good={"bucket": "lake", "data_class": "lake", "key_arn": "arn:aws:kms:eu-west-1:123456789012:key/1"},
    others=[
        {"log_bucket": "logs", "transitions": [{"days": 30, "storage_class": "STANDARD_IA"}]},
        {"encryption": "s3", "key_arn": None, "writers": [WRITER], "expiries": [{"prefix": "", "days": 1}]},
        {"encryption": "s3", "key_arn": None, "writers": [FLOW_LOGS]},
    ],
    bad=[
        ({"bucket": "Lake"}, "bucket is 'Lake', but it must be lower case letters, digits and single hyphens"),
        ({"bucket": "a" * 21}, "20 characters at most"),
        (
            {"data_class": "secret"},
            "data_class is 'secret', but it must be one of orders, personal, streams, logs, lake, platform, none",
        ),
        ({"encryption": "none"}, "encryption is 'none', but it must be one of kms, s3"),
        ({"key_arn": None}, "key_arn is None, but it is required, unless encryption is s3"),
        ({"encryption": "s3"}, "but it has no effect when encryption is s3"),
        ({"noncurrent_days": 0}, "noncurrent_days is 0, but it must be between 1 and 36500"),
        ({"upload_days": 0}, "upload_days is 0, but it must be between 1 and 36500"),
        ({"expiries": [{"prefix": "a", "days": 0}]}, "expiries[0].days is 0"),
        ({"expiries": [{"days": 1}]}, "expiries[0].prefix is None, but it is required"),
        ({"expiries": [{"prefix": "a", "days": 1}] * 2}, "each name may appear once"),
        (
            {"transitions": [{"days": 29, "storage_class": "STANDARD_IA"}]},
            "transitions[0].days is 29, but it must be between 30 and 36500, the range for STANDARD_IA",
        ),
        ({"transitions": [{"days": 1, "storage_class": "GLACIER"}]}, "transitions[0].storage_class is 'GLACIER'"),
        (
            {"writers": [WRITER | {"service": "me"}]},
            "writers[0].service is 'me', but it must be the principal of an AWS service, such as",
        ),
        (
            {"writers": [WRITER | {"service": "logdelivery.elasticloadbalancing.amazonaws.com"}]},
            "but logdelivery.elasticloadbalancing.amazonaws.com sends no source",
        ),
        ({"writers": [WRITER | {"source_arns": []}]}, "writers[0].source_arns is []"),
        ({"region": "eu-moon-1"}, "no cell fits there"),
    ],
    arguments=together(st.one_of(OWN_KEY, S3_KEY), COMMON),
    changes={"bucket": Edit({"bucket": "other"})},
)
