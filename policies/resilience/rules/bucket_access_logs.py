"""Who asked a bucket for what."""

from collections.abc import Mapping

from ...aws import types as aws
from ...checks import require_present, waiting_for
from ...indexes import by_text
from ...rule import Resource, Results, Rule, Scope, Severity

_BUCKETS: Mapping[str, str] = {aws.S3_BUCKET: "logging", aws.S3_BUCKET_V2: "loggings"}
"""The property with the settings, on the bucket itself."""
_LOGGING = aws.S3_BUCKET_LOGGING
_SETTINGS = tuple(by_text(_LOGGING, key) for key in ("bucket", "targetBucket"))
_RECEIVES: Mapping[str, frozenset[str]] = {
    _LOGGING: frozenset({"targetBucket"}),
    aws.EC2_FLOW_LOG: frozenset({"logDestination"}),
    aws.LB_LOAD_BALANCER: frozenset({"accessLogs", "connectionLogs", "healthCheckLogs"}),
    aws.MSK_CLUSTER: frozenset({"loggingInfo"}),
    aws.MSKCONNECT_CONNECTOR: frozenset({"logDelivery"}),
}
"""Where other resources name the bucket of their logs; what is done with a trail's bucket is logged like the rest."""


def check(resource: Resource) -> Results:
    """A finding on a bucket that logs no requests, unless it holds logs itself: logging those would not end."""
    if any(_settles(user, key) for key, user in resource.users) or _named(resource):
        return
    target = resource[_BUCKETS[resource.type]]["targetBucket"]
    yield from waiting_for(resource["bucket"], require_present(resource, target, "logs no requests"))


def _settles(user: Resource, key: str) -> bool:
    """Whether a property of another resource logs the bucket's requests, or makes it a bucket of logs."""
    return key in _RECEIVES.get(user.type, ()) or (key == "bucket" and user.type == _LOGGING)


def _named(resource: Resource) -> bool:
    """The same, where the bucket's name was written out."""
    return any(resource["bucket"].text in look(resource.stack) for look in _SETTINGS)


RULE = Rule(
    id="bucket-access-logs",
    title="Buckets log who asked for what",
    description="When data has leaked from a bucket, its access log is what names the objects and the caller.",
    severity=Severity.MEDIUM,
    types=tuple(_BUCKETS),
    remediation="Add an aws.s3.BucketLogging with bucket, and targetBucket set to a bucket for logs",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-9",
    check=check,
    controls=("E16",),
    scope=Scope.STACK,
)
