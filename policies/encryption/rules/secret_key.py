"""Encryption keys of Secrets Manager secrets."""

from ...aws import types as aws
from ...checks import require_customer_key
from ...rule import Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on a secret without a customer managed key."""
    return require_customer_key(resource, resource["kmsKeyId"])


RULE = Rule(
    id="secret-key",
    title="Secrets Manager secrets are encrypted with a customer managed key",
    description=(
        "With the AWS managed key, every principal that can read secrets can also decrypt them. A customer managed key "
        "adds a second permission."
    ),
    severity=Severity.MEDIUM,
    types=(aws.SECRETSMANAGER_SECRET,),
    remediation="Set kmsKeyId to a customer managed key",
    url="https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html",
    check=check,
    controls=("B18",),
    scope=Scope.STACK,
)
