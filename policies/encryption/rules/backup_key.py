"""Encryption keys of backup vaults."""

from ...aws import types as aws
from ...checks import require_customer_key
from ...rule import Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on a vault without a customer managed key."""
    return require_customer_key(resource, resource["kmsKeyArn"])


RULE = Rule(
    id="backup-key",
    title="Backup vaults are encrypted with a customer managed key",
    description="A backup contains all data of its source.",
    severity=Severity.MEDIUM,
    types=(aws.BACKUP_VAULT,),
    remediation="Set kmsKeyArn to a customer managed key",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/backup-controls.html#backup-1",
    check=check,
    controls=("B25",),
    scope=Scope.STACK,
)
