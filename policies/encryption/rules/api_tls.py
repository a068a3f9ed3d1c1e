"""TLS versions of API Gateway domains."""

from typing import Any

from ...aws import types as aws
from ...checks import require
from ...engine.remediation import with_value
from ...rule import Resource, Results, Rule, Severity

_OLD = {"", "TLS_1_0"}


def check(resource: Resource) -> Results:
    """A finding on a domain that accepts TLS versions before 1.2."""
    policy = resource["securityPolicy"]
    if resource.type == aws.APIGATEWAYV2_DOMAIN_NAME:
        policy = resource["domainNameConfiguration"]["securityPolicy"]
    return require(policy, lambda known: known.text not in _OLD, "allows TLS versions before 1.2")


def remediate(properties: dict[str, Any]) -> dict[str, Any]:
    """Set the minimum TLS version of an HTTP or WebSocket API domain, which is updated in place."""
    if "domainNameConfiguration" not in properties:
        return properties  # domain of a REST API
    return with_value(properties, "domainNameConfiguration.securityPolicy", "TLS_1_2")


RULE = Rule(
    id="api-tls",
    title="API Gateway domains require TLS 1.2 or later",
    description="Older TLS versions have known vulnerabilities.",
    severity=Severity.MEDIUM,
    types=(aws.APIGATEWAYV2_DOMAIN_NAME, aws.APIGATEWAY_DOMAIN_NAME),
    remediation="Set securityPolicy to TLS_1_2",
    url="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html",
    check=check,
    controls=("C10",),
    remediate=remediate,
)
