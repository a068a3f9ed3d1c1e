"""Logs under a key of ours."""

from ...aws import types as aws
from ...checks import require_customer_key
from ...rule import Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on a log group under the key of AWS."""
    return require_customer_key(resource, resource["kmsKeyId"])


RULE = Rule(
    id="log-group-key",
    title="Logs are encrypted with a key of ours",
    description="Logs hold ids of customers and couriers, and now and then what should not be there.",
    severity=Severity.LOW,
    types=(aws.CLOUDWATCH_LOG_GROUP,),
    remediation="Set kmsKeyId to a key whose policy lets logs.<region>.amazonaws.com use it",
    url="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
    check=check,
    controls=("B17",),
    scope=Scope.STACK,
)
