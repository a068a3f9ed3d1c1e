"""Cases of the rule `bucket-replication`."""

from policies.resilience.rules.bucket_replication import Parameters
from policies.testing import UNKNOWN, Cases, Node, case, linked, stack_of, within

_BUCKET = "aws:s3/bucket:Bucket"
_CONFIG = "aws:s3/bucketReplicationConfig:BucketReplicationConfig"
_AUDIT = {"data-class": "audit"}
_ON = {"rules": [{"status": "Enabled", "destination": {"bucket": "arn:aws:s3:::copies"}}]}

_CELL = stack_of(
    {
        "audit": Node(_BUCKET, {"tags": _AUDIT, "region": "eu-west-1"}),
        "near": Node(_BUCKET, {"tags": {"data-class": "logs"}, "region": "eu-west-1"}),
        "far": Node(_BUCKET, {"tags": {"data-class": "logs"}, "region": "eu-central-1"}),
        "somewhere": Node(_BUCKET, {"tags": {"data-class": "logs"}, "region": UNKNOWN}),
        "default": Node(_BUCKET, {"tags": {"data-class": "logs"}}),
        "to-far": Node(_CONFIG, _ON, {"bucket": "audit", "rules": "far"}),
        "to-near": Node(_CONFIG, _ON, {"bucket": "audit", "rules": "near"}),
        "to-somewhere": Node(_CONFIG, _ON, {"bucket": "audit", "rules": "somewhere"}),
        "to-default": Node(_CONFIG, _ON, {"bucket": "audit", "rules": "default"}),
        "target": Node(_BUCKET, {"tags": _AUDIT}),
        "to-target": Node(_CONFIG, _ON, {"bucket": "far", "rules": "target"}),
    }
)

CASES = Cases(
    passes=[
        within(_CELL, "audit"),
        within(_CELL, "near"),
        within(_CELL, "to-far"),
        within(_CELL, "to-default"),
        case({"tags": {"data-class": "lake"}}, kind=_BUCKET),
        case({"tags": {**_AUDIT, "disposable": "true"}}, kind=_BUCKET),
        case({"tags": _AUDIT, "bucket": "b"}, kind=_BUCKET, stack=[linked(_CONFIG, bucket="b")]),
        case({"tags": _AUDIT, "replicationConfiguration": _ON}, kind=_BUCKET),
        case({"bucket": "b", **_ON}),
    ],
    fails=[
        within(_CELL, "target", ""),
        within(_CELL, "to-near", "rules"),
        case({"tags": _AUDIT, "bucket": "b"}, "", kind=_BUCKET, stack=[linked(_CONFIG, bucket="other")]),
        case({"tags": {"data-class": "lake"}}, "", kind=_BUCKET, parameters=Parameters(data_classes=("lake",))),
        case({"bucket": "b", "rules": [{"status": "Disabled"}]}, "rules"),
        case({"bucket": "b"}, "rules"),
    ],
    unknown=[
        within(_CELL, "to-somewhere", "rules"),
        case({"tags": _AUDIT, "bucket": UNKNOWN}, "bucket", kind=_BUCKET, stack=[linked(_CONFIG, bucket="b")]),
        case({"tags": UNKNOWN}, "tags.data-class", kind=_BUCKET),
        case({"bucket": "b", "rules": UNKNOWN}, "rules"),
        case({"bucket": "b", "rules": [{"status": UNKNOWN}]}, "rules"),
    ],
)
