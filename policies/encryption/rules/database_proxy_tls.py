"""TLS for RDS proxies."""

from typing import Any

from ...aws import types as aws
from ...checks import require_true
from ...engine.remediation import with_value
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a proxy that accepts unencrypted connections."""
    return require_true(resource["requireTls"], "is not enabled, so the proxy accepts unencrypted connections")


def remediate(properties: dict[str, Any]) -> dict[str, Any]:
    """Require TLS. The proxy is updated in place."""
    return with_value(properties, "requireTls", value=True)


RULE = Rule(
    id="database-proxy-tls",
    title="RDS proxies require TLS",
    description="Without TLS, clients send authentication tokens to the proxy in plain text.",
    severity=Severity.MEDIUM,
    types=(aws.RDS_PROXY,),
    remediation="Set requireTls to true",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-43",
    check=check,
    controls=("C4",),
    remediate=remediate,
)
