"""Logs of web ACLs."""

from ...aws import types as aws
from ...checks import require
from ...rule import Finding, Resource, Results, Rule, Scope, Severity

_LOGGING = aws.WAFV2_WEB_ACL_LOGGING_CONFIGURATION


def check(resource: Resource) -> Results:
    """A finding on a web ACL without a log, and on a log without a destination."""
    if resource.type == _LOGGING:
        destinations = resource["logDestinationConfigs"]
        if not any(resource.edges.get(destinations.path, ())):
            yield from require(
                destinations, lambda known: any(known.elements()), "is empty, so there is no log destination"
            )
    elif not any(resource.used_by(_LOGGING, by="resourceArn")):
        yield Finding("", "has no log")


RULE = Rule(
    id="web-acl-logs",
    title="Web ACLs have logs enabled",
    description="Without a log, blocked attacks cannot be distinguished from blocked customers.",
    severity=Severity.LOW,
    types=(aws.WAFV2_WEB_ACL, _LOGGING),
    remediation="Add an aws.wafv2.WebAclLoggingConfiguration with resourceArn and one of logDestinationConfigs",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/waf-controls.html#waf-11",
    check=check,
    controls=("E19",),
    scope=Scope.STACK,
)
