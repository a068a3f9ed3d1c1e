"""Kafka connectors in transit."""

from ...aws import types as aws
from ...checks import require
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a connector that talks to its cluster in plain text."""
    return require(
        resource["kafkaClusterEncryptionInTransit"]["encryptionType"],
        lambda known: known.text == "TLS",
        "is not TLS: the connector talks in plain text",
    )


RULE = Rule(
    id="connector-tls",
    title="Kafka connectors speak TLS",
    description="A connector copies whole topics between systems.",
    severity=Severity.MEDIUM,
    types=(aws.MSKCONNECT_CONNECTOR,),
    remediation="Set kafkaClusterEncryptionInTransit.encryptionType to TLS",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/msk-controls.html#msk-3",
    check=check,
    controls=("C2",),
)
