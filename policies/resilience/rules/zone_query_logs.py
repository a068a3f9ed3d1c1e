"""Who asked a zone for what."""

from ...aws import types as aws
from ...rule import Finding, NotEvaluated, Reference, Resource, Results, Rule, Scope, Severity

_QUERY_LOG = aws.ROUTE53_QUERY_LOG


def check(resource: Resource) -> Results:
    """A finding on a public zone without a query log; Route 53 keeps none for zones of a network."""
    networks = resource["vpcs"]
    if any(resource.used_by(_QUERY_LOG, by="zoneId")):
        return
    if networks.unknown:
        yield NotEvaluated(networks.path)
    elif not any(networks.elements()):
        yield Finding("", "keeps no log of its queries")


RULE = Rule(
    id="zone-query-logs",
    title="Public zones log their queries",
    description="The query log shows which names are probed, and from which networks, before anybody calls them.",
    severity=Severity.MEDIUM,
    types=(aws.ROUTE53_ZONE,),
    remediation="Add an aws.route53.QueryLog with zoneId and a log group in us-east-1",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/route53-controls.html#route53-2",
    check=check,
    controls=("E22",),
    references=Reference(security_hub=("Route53.2",), pci=("Route53.2",), checkov=("CKV2_AWS_39",)),
    scope=Scope.STACK,
)
