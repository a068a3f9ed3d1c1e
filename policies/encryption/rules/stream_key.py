"""Kafka at rest."""

from ...aws import types as aws
from ...checks import require_customer_key
from ...rule import Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on a cluster whose disks are under the key of AWS."""
    return require_customer_key(resource, resource["encryptionInfo"]["encryptionAtRestKmsKeyArn"])


RULE = Rule(
    id="stream-key",
    title="Kafka disks are encrypted with a key of ours",
    description="With a key of our own we say who may read the topics' disks, and every use is in CloudTrail.",
    severity=Severity.MEDIUM,
    types=(aws.MSK_CLUSTER,),
    remediation="Set encryptionInfo.encryptionAtRestKmsKeyArn",
    url="https://docs.aws.amazon.com/msk/latest/developerguide/msk-encryption.html",
    check=check,
    controls=("B3",),
    scope=Scope.STACK,
)
