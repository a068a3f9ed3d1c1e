"""Encryption keys of CloudTrail trails."""

from ...aws import types as aws
from ...checks import require_customer_key
from ...rule import Reference, Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on a trail without a customer managed key."""
    return require_customer_key(resource, resource["kmsKeyId"])


RULE = Rule(
    id="trail-key",
    title="CloudTrail trails are encrypted with a customer managed key",
    description=(
        "A trail shows an attacker which resources exist and who can access them. A customer managed key controls who "
        "can read it."
    ),
    severity=Severity.MEDIUM,
    types=(aws.CLOUDTRAIL_TRAIL,),
    remediation="Set kmsKeyId to a customer managed key whose policy allows cloudtrail.amazonaws.com to use it",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-2",
    check=check,
    controls=("E21",),
    references=Reference(security_hub=("CloudTrail.2",), cis=("4.5",), pci=("CloudTrail.2",), checkov=("CKV_AWS_35",)),
    scope=Scope.STACK,
)
