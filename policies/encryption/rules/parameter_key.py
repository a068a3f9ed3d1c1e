"""Parameters under a key of ours."""

from ...aws import types as aws
from ...checks import require_customer_key
from ...rule import NotEvaluated, Reference, Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on a parameter of type SecureString under the key of AWS."""
    kind = resource["type"]
    if kind.unknown:
        yield NotEvaluated(kind.path)
    elif kind.text == "SecureString":
        yield from require_customer_key(resource, resource["keyId"])


RULE = Rule(
    id="parameter-key",
    title="Secure parameters are encrypted with a key of ours",
    description="Under the key of AWS every principal that may read parameters may also decrypt them.",
    severity=Severity.MEDIUM,
    types=(aws.SSM_PARAMETER,),
    remediation="Set keyId",
    url="https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html",
    check=check,
    controls=("B24",),
    references=Reference(checkov=("CKV_AWS_337",)),
    scope=Scope.STACK,
)
