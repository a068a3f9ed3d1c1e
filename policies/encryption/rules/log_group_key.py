"""Encryption keys of CloudWatch log groups."""

from ...aws import types as aws
from ...checks import require_customer_key
from ...rule import Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on a log group without a customer managed key."""
    return require_customer_key(resource, resource["kmsKeyId"])


RULE = Rule(
    id="log-group-key",
    title="CloudWatch log groups are encrypted with a customer managed key",
    description="Logs contain customer and courier ids, and sometimes data that should not be there.",
    severity=Severity.LOW,
    types=(aws.CLOUDWATCH_LOG_GROUP,),
    remediation="Set kmsKeyId to a customer managed key whose policy allows logs.<region>.amazonaws.com to use it",
    url="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
    check=check,
    controls=("B17",),
    scope=Scope.STACK,
)
