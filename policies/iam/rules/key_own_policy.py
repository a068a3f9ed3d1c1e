"""Keys under the policy that KMS gives them."""

from ...aws import types as aws
from ...checks import require_present
from ...rule import Resource, Results, Rule, Scope, Severity

_POLICY = aws.KMS_KEY_POLICY


def check(resource: Resource) -> Results:
    """A finding on a key with no policy of its own, neither as a property nor as a resource."""
    if not any(resource.used_by(_POLICY)):
        yield from require_present(
            resource, resource["policy"], "is left to KMS: any IAM policy of the account may grant the key"
        )


RULE = Rule(
    id="key-own-policy",
    title="Keys have a policy of their own",
    description="Under the default policy any IAM policy of the account may grant the key; its own says who may.",
    severity=Severity.MEDIUM,
    types=(aws.KMS_KEY, aws.KMS_REPLICA_KEY, aws.KMS_EXTERNAL_KEY),
    remediation="Set policy, or add a KeyPolicy for the key",
    url="https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html",
    check=check,
    controls=("A24",),
    scope=Scope.STACK,
)
