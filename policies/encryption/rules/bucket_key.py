"""Encryption keys of S3 buckets."""

from ...aws import types as aws
from ...checks import require, require_customer_key, require_true, waiting_for
from ...model.values import Value
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Scope, Severity

_SETTINGS = aws.S3_BUCKET_SERVER_SIDE_ENCRYPTION_CONFIGURATION
_BUCKETS = (aws.S3_BUCKET, aws.S3_BUCKET_V2)

# Application load balancers and S3 can write their access logs only to buckets with the S3 managed key.
# Network load balancers can write to a bucket with a customer managed key
# (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html,
# https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-access-logs.html,
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html).
_BALANCER = aws.LB_LOAD_BALANCER
_ACCESS_LOGGING = aws.S3_BUCKET_LOGGING

_KMS = "aws:kms"
_DUAL_LAYER = "aws:kms:dsse"
"""S3 does not support bucket keys with it (https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingDSSEncryption.html)."""


def check(resource: Resource) -> Results:
    """A finding on a bucket without encryption settings, and on settings without SSE-KMS, a key and a bucket key."""
    buckets = [resource, *resource.sources(resource["bucket"], *_BUCKETS)]
    kinds = [balancer["loadBalancerType"] for bucket in buckets for balancer in bucket.used_by(_BALANCER)]
    if any(_receives_access_logs(bucket) for bucket in buckets) or any(_is_application(kind) for kind in kinds):
        return
    if any(kind.unknown for kind in kinds):
        yield NotEvaluated("bucket")
    elif resource.type == _SETTINGS:
        yield from _rules(resource, resource["rules"])
    elif not resource["serverSideEncryptionConfiguration"].absent:
        yield from _rules(resource, resource["serverSideEncryptionConfiguration"]["rule"])
    elif not any(resource.used_by(_SETTINGS)):
        yield Finding("", "has no default encryption with a customer managed key")


def _receives_access_logs(bucket: Resource) -> bool:
    return any(bucket.used_by(_ACCESS_LOGGING, by="targetBucket"))


def _is_application(kind: Value) -> bool:
    return kind.absent or kind.text == "application"


def _rules(resource: Resource, rules: Value) -> Results:
    if not any(rules.elements()):
        yield Finding(rules.path, "contains no rule")
    for rule in rules.elements():
        default = rule["applyServerSideEncryptionByDefault"]
        algorithm = default["sseAlgorithm"]
        yield from require(algorithm, lambda known: known.text in {_KMS, _DUAL_LAYER}, "is not aws:kms")
        yield from require_customer_key(resource, default["kmsMasterKeyId"])
        if algorithm.text != _DUAL_LAYER:
            enabled = require_true(rule["bucketKeyEnabled"], "is not enabled, so each object costs a call to KMS")
            yield from waiting_for(algorithm, enabled)


RULE = Rule(
    id="bucket-key",
    title="S3 buckets are encrypted with a customer managed key",
    description=(
        "S3 encrypts objects by default, but only a customer managed key controls who can read them. A bucket key "
        "reduces the calls to KMS."
    ),
    severity=Severity.MEDIUM,
    types=(_SETTINGS, *_BUCKETS),
    remediation=(
        "Add a BucketServerSideEncryptionConfiguration with aws:kms, a customer managed key and bucketKeyEnabled"
    ),
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-17",
    check=check,
    controls=("B12",),
    scope=Scope.STACK,
)
