"""Database proxies in transit."""

from typing import Any

from ...aws import types as aws
from ...checks import require_true
from ...engine.remediation import with_value
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a proxy that accepts plain text."""
    return require_true(resource["requireTls"], "is off: the proxy accepts plain text")


def remediate(properties: dict[str, Any]) -> dict[str, Any]:
    """Refuses plain text; the proxy takes it in place."""
    return with_value(properties, "requireTls", value=True)


RULE = Rule(
    id="database-proxy-tls",
    title="Database proxies accept TLS only",
    description="A proxy without TLS takes sign-in tokens in plain text.",
    severity=Severity.MEDIUM,
    types=(aws.RDS_PROXY,),
    remediation="Set requireTls to true",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-43",
    check=check,
    controls=("C4",),
    remediate=remediate,
)
