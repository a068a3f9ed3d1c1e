"""Kafka in transit."""

from ...aws import types as aws
from ...checks import require
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on plain text between clients and brokers, or between brokers; TLS is what AWS takes when left out."""
    transit = resource["encryptionInfo"]["encryptionInTransit"]
    yield from require(transit["clientBroker"], lambda known: known.absent or known.text == "TLS", "accepts plain text")
    yield from require(
        transit["inCluster"], lambda known: known.absent or known.true, "is off: brokers talk in plain text"
    )


RULE = Rule(
    id="stream-tls",
    title="Kafka speaks TLS only",
    description="Orders and positions cross the network between services, brokers and zones.",
    severity=Severity.MEDIUM,
    types=(aws.MSK_CLUSTER,),
    remediation="Set encryptionInTransit to clientBroker TLS and inCluster true",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/msk-controls.html#msk-1",
    check=check,
    controls=("C1",),
)
