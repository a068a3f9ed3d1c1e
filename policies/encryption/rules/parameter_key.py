"""Encryption keys of SSM parameters."""

from ...aws import types as aws
from ...checks import require_customer_key
from ...rule import NotEvaluated, Reference, Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on a SecureString parameter without a customer managed key."""
    kind = resource["type"]
    if kind.unknown:
        yield NotEvaluated(kind.path)
    elif kind.text == "SecureString":
        yield from require_customer_key(resource, resource["keyId"])


RULE = Rule(
    id="parameter-key",
    title="SSM secure parameters are encrypted with a customer managed key",
    description="With the AWS managed key, every principal that can read parameters can also decrypt them.",
    severity=Severity.MEDIUM,
    types=(aws.SSM_PARAMETER,),
    remediation="Set keyId to a customer managed key",
    url="https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html",
    check=check,
    controls=("B24",),
    references=Reference(checkov=("CKV_AWS_337",)),
    scope=Scope.STACK,
)
