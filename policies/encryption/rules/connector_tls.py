"""TLS for MSK connectors."""

from ...aws import types as aws
from ...checks import require
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a connector that connects to its cluster without TLS."""
    return require(
        resource["kafkaClusterEncryptionInTransit"]["encryptionType"],
        lambda known: known.text == "TLS",
        "is not TLS, so connections are unencrypted",
    )


RULE = Rule(
    id="connector-tls",
    title="MSK connectors use TLS",
    description="A connector copies whole topics between systems.",
    severity=Severity.MEDIUM,
    types=(aws.MSKCONNECT_CONNECTOR,),
    remediation="Set kafkaClusterEncryptionInTransit.encryptionType to TLS",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/msk-controls.html#msk-3",
    check=check,
    controls=("C2",),
)
