"""DNSSEC of Route 53 zones."""

from ...aws import types as aws
from ...checks import require_one
from ...rule import Finding, NotEvaluated, Reference, Resource, Results, Rule, Scope, Severity

_SIGNING = aws.ROUTE53_HOSTED_ZONE_DNS_SEC


def check(resource: Resource) -> Results:
    """A finding on a public zone without DNSSEC signing. Route 53 does not sign private zones."""
    networks = resource["vpcs"]
    if not networks.unknown and any(networks.elements()):
        return
    signing = [signing["signingStatus"] for signing in resource.used_by(_SIGNING, by="hostedZoneId")]
    for result in require_one(signing, lambda known: known.text != "NOT_SIGNING", Finding("", "has no DNSSEC signing")):
        yield NotEvaluated(networks.path) if networks.unknown else result


RULE = Rule(
    id="zone-dnssec",
    title="Public Route 53 zones have DNSSEC signing enabled",
    description="An attacker who forges DNS answers redirects customers and their sign-ins to another server.",
    severity=Severity.MEDIUM,
    types=(aws.ROUTE53_ZONE,),
    remediation="Add an aws.route53.KeySigningKey, then an aws.route53.HostedZoneDnsSec with hostedZoneId",
    url="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec.html",
    check=check,
    controls=("E22",),
    references=Reference(checkov=("CKV2_AWS_38",)),
    scope=Scope.STACK,
)
