"""Access logs of S3 buckets."""

from collections.abc import Mapping

from ...aws import types as aws
from ...checks import require_present, waiting_for
from ...indexes import by_text
from ...rule import Resource, Results, Rule, Scope, Severity

_BUCKETS: Mapping[str, str] = {aws.S3_BUCKET: "logging", aws.S3_BUCKET_V2: "loggings"}
"""The property of the bucket with the logging settings."""
_LOGGING = aws.S3_BUCKET_LOGGING
_SETTINGS = tuple(by_text(_LOGGING, key) for key in ("bucket", "targetBucket"))
_RECEIVES: Mapping[str, frozenset[str]] = {
    _LOGGING: frozenset({"targetBucket"}),
    aws.EC2_FLOW_LOG: frozenset({"logDestination"}),
    aws.LB_LOAD_BALANCER: frozenset({"accessLogs", "connectionLogs", "healthCheckLogs"}),
    aws.MSK_CLUSTER: frozenset({"loggingInfo"}),
    aws.MSKCONNECT_CONNECTOR: frozenset({"logDelivery"}),
}
"""The properties by which other resources name their log bucket. The bucket of a trail needs access logs too."""


def check(resource: Resource) -> Results:
    """A finding on a bucket without access logs. A bucket for logs needs none, which would never end."""
    if any(_logs_or_receives(user, key) for key, user in resource.users) or _named(resource):
        return
    target = resource[_BUCKETS[resource.type]]["targetBucket"]
    yield from waiting_for(
        resource["bucket"], require_present(resource, target, "is not set, so requests are not logged")
    )


def _logs_or_receives(user: Resource, key: str) -> bool:
    """Whether a property of another resource enables access logs, or uses the bucket for logs."""
    return key in _RECEIVES.get(user.type, ()) or (key == "bucket" and user.type == _LOGGING)


def _named(resource: Resource) -> bool:
    """Whether a logging resource names the bucket by a string."""
    return any(resource["bucket"].text in look(resource.stack) for look in _SETTINGS)


RULE = Rule(
    id="bucket-access-logs",
    title="S3 buckets have access logs enabled",
    description="After a data leak, only the access log shows the objects and the caller.",
    severity=Severity.MEDIUM,
    types=tuple(_BUCKETS),
    remediation="Add an aws.s3.BucketLogging with bucket, and targetBucket set to a bucket for logs",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-9",
    check=check,
    controls=("E16",),
    scope=Scope.STACK,
)
