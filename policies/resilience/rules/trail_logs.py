"""CloudTrail delivery to CloudWatch Logs."""

from ...aws import types as aws
from ...checks import require_present
from ...rule import Reference, Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on a trail that delivers only to its bucket."""
    for key in ("cloudWatchLogsGroupArn", "cloudWatchLogsRoleArn"):
        yield from require_present(resource, resource[key], "is not set")


RULE = Rule(
    id="trail-logs",
    title="CloudTrail trails deliver events to CloudWatch Logs",
    description=(
        "An alarm, for example on a sign-in without MFA, needs events at once. Files in a bucket serve only later "
        "analysis."
    ),
    severity=Severity.MEDIUM,
    types=(aws.CLOUDTRAIL_TRAIL,),
    remediation="Set cloudWatchLogsGroupArn to a log group and cloudWatchLogsRoleArn to a role that can write to it",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-5",
    check=check,
    controls=("E21",),
    references=Reference(security_hub=("CloudTrail.5",), pci=("CloudTrail.5",), checkov=("CKV2_AWS_10",)),
    scope=Scope.STACK,
)
