"""How long logs stay."""

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
"""What writes records that an audit asks for, and the property that names the group."""


@dataclass(frozen=True)
class Parameters:
    """How far back a team can look."""

    minimum_days: int = parameter(1, "Days that any log group keeps its events, at least.", minimum=1, maximum=3653)
    audit_days: int = parameter(
        365,
        "Days that groups with records for an audit keep them, at least: of a trail, a flow log, DNS or a web ACL.",
        minimum=1,
        maximum=3653,
    )


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on a log group that keeps its events for ever, or for too short a time."""
    group_class = resource["logGroupClass"]
    if group_class.text == "DELIVERY":  # CloudWatch keeps these for two days, whatever is asked for
        return
    audit = any(_AUDIT.get(user.type) == key for key, user in resource.users)
    least = max(parameters.minimum_days, parameters.audit_days if audit else 0)
    reason = f"is no set time of at least {least} days"
    kept = require(resource["retentionInDays"], lambda known: (known.number or 0) >= least, reason)
    yield from waiting_for(group_class, kept)


RULE = Rule(
    id="log-retention",
    title="Logs are kept for a set time, records of an audit for a year",
    description=(
        "Logs without an end cost more each month and keep personal data that should be gone; a breach is often found "
        "months after it began."
    ),
    severity=Severity.MEDIUM,
    types=(aws.CLOUDWATCH_LOG_GROUP,),
    remediation="Set retentionInDays, to 365 or more where a trail, a flow log, DNS or a web ACL writes",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-16",
    check=check,
    controls=("E17",),
    # CKV_AWS_338 and CloudWatch.16 ask a year of every group, also where a year of customers' ids is too much.
    references=Reference(checkov=("CKV_AWS_66",)),
    scope=Scope.STACK,
    parameters=Parameters,
)
