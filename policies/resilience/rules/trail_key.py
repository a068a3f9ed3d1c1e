"""The key of an account's records."""

from ...aws import types as aws
from ...checks import require_customer_key
from ...rule import Reference, Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on a trail whose files are under a key of AWS."""
    return require_customer_key(resource, resource["kmsKeyId"])


RULE = Rule(
    id="trail-key",
    title="Trails are encrypted with a key of ours",
    description="A trail tells an attacker what is where and who may reach it; a key of ours says who reads it.",
    severity=Severity.MEDIUM,
    types=(aws.CLOUDTRAIL_TRAIL,),
    remediation="Set kmsKeyId to a key whose policy lets cloudtrail.amazonaws.com use it",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-2",
    check=check,
    controls=("E21",),
    references=Reference(security_hub=("CloudTrail.2",), cis=("4.5",), pci=("CloudTrail.2",), checkov=("CKV_AWS_35",)),
    scope=Scope.STACK,
)
