"""Records that alarms can read."""

from ...aws import types as aws
from ...checks import require_present
from ...rule import Reference, Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on a trail that goes to its bucket only."""
    for key in ("cloudWatchLogsGroupArn", "cloudWatchLogsRoleArn"):
        yield from require_present(resource, resource[key], "is left out")


RULE = Rule(
    id="trail-logs",
    title="Trails go to CloudWatch as well",
    description="Files in a bucket are for afterwards; an alarm on a sign-in without MFA needs the events at once.",
    severity=Severity.MEDIUM,
    types=(aws.CLOUDTRAIL_TRAIL,),
    remediation="Set cloudWatchLogsGroupArn to a log group and cloudWatchLogsRoleArn to a role that may write to it",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-5",
    check=check,
    controls=("E21",),
    references=Reference(security_hub=("CloudTrail.5",), pci=("CloudTrail.5",), checkov=("CKV2_AWS_10",)),
    scope=Scope.STACK,
)
