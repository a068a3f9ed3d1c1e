"""Secrets under a key of ours."""

from ...aws import types as aws
from ...checks import require_customer_key
from ...rule import Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on a secret under the key of AWS."""
    return require_customer_key(resource, resource["kmsKeyId"])


RULE = Rule(
    id="secret-key",
    title="Secrets are encrypted with a key of ours",
    description=(
        "Under the key of AWS every principal that may read secrets may also decrypt them; a key of our own is a "
        "second lock."
    ),
    severity=Severity.MEDIUM,
    types=(aws.SECRETSMANAGER_SECRET,),
    remediation="Set kmsKeyId",
    url="https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html",
    check=check,
    controls=("B18",),
    scope=Scope.STACK,
)
