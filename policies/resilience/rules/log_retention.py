"""Retention of CloudWatch log groups."""

from collections.abc import Mapping
from dataclasses import dataclass

from ...aws import types as aws
from ...checks import require, waiting_for
from ...rule import Reference, Resource, Results, Rule, Scope, Severity, parameter

_AUDIT: Mapping[str, str] = {
    aws.CLOUDTRAIL_TRAIL: "cloudWatchLogsGroupArn",
    aws.EC2_FLOW_LOG: "logDestination",
    aws.ROUTE53_QUERY_LOG: "cloudwatchLogGroupArn",
    aws.ROUTE53_RESOLVER_QUERY_LOG_CONFIG: "destinationArn",
    aws.WAFV2_WEB_ACL_LOGGING_CONFIGURATION: "logDestinationConfigs",
}
"""Types that write audit records, and the property that names the log group."""


@dataclass(frozen=True)
class Parameters:
    """Settings of the rule."""

    minimum_days: int = parameter(1, "Minimum retention of every log group in days.", minimum=1, maximum=3653)
    audit_days: int = parameter(
        365,
        "Minimum retention in days of log groups with audit records: of a trail, a flow log, DNS queries or a web ACL.",
        minimum=1,
        maximum=3653,
    )


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on a log group without a retention, or with one that is too short."""
    group_class = resource["logGroupClass"]
    if group_class.text == "DELIVERY":  # CloudWatch always keeps these for two days
        return
    audit = any(_AUDIT.get(user.type) == key for key, user in resource.users)
    minimum = max(parameters.minimum_days, parameters.audit_days if audit else 0)
    reason = f"is not set or less than {minimum}"
    kept = require(resource["retentionInDays"], lambda known: (known.number or 0) >= minimum, reason)
    yield from waiting_for(group_class, kept)


RULE = Rule(
    id="log-retention",
    title="CloudWatch log groups have a retention period",
    description=(
        "Without a retention period, logs cost more each month and keep personal data too long. Audit records are kept "
        "for a year, because a breach is often found months after it began."
    ),
    severity=Severity.MEDIUM,
    types=(aws.CLOUDWATCH_LOG_GROUP,),
    remediation="Set retentionInDays, to 365 or more for the logs of a trail, a flow log, DNS queries or a web ACL",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-16",
    check=check,
    controls=("E17",),
    # CKV_AWS_338 and CloudWatch.16 require a year for every group, even for groups with customer ids.
    references=Reference(checkov=("CKV_AWS_66",)),
    scope=Scope.STACK,
    parameters=Parameters,
)
