"""Explicit policies of KMS keys."""

from ...aws import types as aws
from ...checks import require_present
from ...rule import Resource, Results, Rule, Scope, Severity

_POLICY = aws.KMS_KEY_POLICY


def check(resource: Resource) -> Results:
    """A finding on a key without an explicit policy, as a property or as a resource."""
    if not any(resource.used_by(_POLICY)):
        yield from require_present(
            resource, resource["policy"], "is not set, so any IAM policy of the account can allow use of the key"
        )


RULE = Rule(
    id="key-own-policy",
    title="KMS keys have an explicit key policy",
    description=(
        "With the default key policy, any IAM policy of the account can allow use of the key. An explicit policy "
        "restricts it."
    ),
    severity=Severity.MEDIUM,
    types=(aws.KMS_KEY, aws.KMS_REPLICA_KEY, aws.KMS_EXTERNAL_KEY),
    remediation="Set policy, or add a KeyPolicy for the key",
    url="https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html",
    check=check,
    controls=("A24",),
    scope=Scope.STACK,
)
