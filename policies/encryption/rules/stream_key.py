"""Encryption keys of MSK clusters."""

from ...aws import types as aws
from ...checks import require_customer_key
from ...rule import Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on a cluster whose disks are not encrypted with a customer managed key."""
    return require_customer_key(resource, resource["encryptionInfo"]["encryptionAtRestKmsKeyArn"])


RULE = Rule(
    id="stream-key",
    title="MSK clusters are encrypted with a customer managed key",
    description=(
        "A customer managed key controls who can read the disks of the brokers, and CloudTrail records every use."
    ),
    severity=Severity.MEDIUM,
    types=(aws.MSK_CLUSTER,),
    remediation="Set encryptionInfo.encryptionAtRestKmsKeyArn to a customer managed key",
    url="https://docs.aws.amazon.com/msk/latest/developerguide/msk-encryption.html",
    check=check,
    controls=("B3",),
    scope=Scope.STACK,
)
