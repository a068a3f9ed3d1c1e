"""Encryption at rest of DAX clusters."""

from ...aws import types as aws
from ...checks import require_true
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a cluster whose cache is not encrypted."""
    return require_true(resource["serverSideEncryption"]["enabled"], "is not enabled")


RULE = Rule(
    id="dax-at-rest",
    title="DAX clusters are encrypted at rest",
    description="A DAX cluster caches table items, by default unencrypted. Encryption can be enabled only at creation.",
    severity=Severity.MEDIUM,
    types=(aws.DAX_CLUSTER,),
    remediation="Set serverSideEncryption.enabled to true at creation. A later change replaces the cluster",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html#dynamodb-3",
    check=check,
    controls=("B11",),
)
