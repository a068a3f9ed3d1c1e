"""Query logs of Route 53 zones."""

from ...aws import types as aws
from ...rule import Finding, NotEvaluated, Reference, Resource, Results, Rule, Scope, Severity

_QUERY_LOG = aws.ROUTE53_QUERY_LOG


def check(resource: Resource) -> Results:
    """A finding on a public zone without a query log. Route 53 keeps none for private zones."""
    networks = resource["vpcs"]
    if any(resource.used_by(_QUERY_LOG, by="zoneId")):
        return
    if networks.unknown:
        yield NotEvaluated(networks.path)
    elif not any(networks.elements()):
        yield Finding("", "has no query log")


RULE = Rule(
    id="zone-query-logs",
    title="Public Route 53 zones have query logs enabled",
    description="Query logs show which names attackers probe, and from which networks.",
    severity=Severity.MEDIUM,
    types=(aws.ROUTE53_ZONE,),
    remediation="Add an aws.route53.QueryLog with zoneId and a log group in us-east-1",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/route53-controls.html#route53-2",
    check=check,
    controls=("E22",),
    references=Reference(security_hub=("Route53.2",), pci=("Route53.2",), checkov=("CKV2_AWS_39",)),
    scope=Scope.STACK,
)
