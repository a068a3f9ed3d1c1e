"""TLS for ElastiCache caches."""

from ...aws import types as aws
from ...checks import require, require_true
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a replication group that accepts unencrypted connections."""
    yield from require_true(resource["transitEncryptionEnabled"], "is not enabled, so connections are unencrypted")
    mode = resource["transitEncryptionMode"]
    yield from require(mode, lambda known: known.absent or known.text == "required", "allows unencrypted connections")


RULE = Rule(
    id="cache-tls",
    title="ElastiCache caches require TLS",
    description="Tokens and positions cross Availability Zones between functions, services and the cache.",
    severity=Severity.MEDIUM,
    types=(aws.ELASTICACHE_REPLICATION_GROUP,),
    remediation="Set transitEncryptionEnabled to true and transitEncryptionMode to required",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-5",
    check=check,
    controls=("C3",),
)
