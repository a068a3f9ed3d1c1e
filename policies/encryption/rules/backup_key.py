"""Backups under a key of ours."""

from ...aws import types as aws
from ...checks import require_customer_key
from ...rule import Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on a vault under the key of AWS."""
    return require_customer_key(resource, resource["kmsKeyArn"])


RULE = Rule(
    id="backup-key",
    title="Backups are encrypted with a key of ours",
    description="A backup holds everything that its source held.",
    severity=Severity.MEDIUM,
    types=(aws.BACKUP_VAULT,),
    remediation="Set kmsKeyArn",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/backup-controls.html#backup-1",
    check=check,
    controls=("B25",),
    scope=Scope.STACK,
)
