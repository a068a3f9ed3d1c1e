"""TLS for MSK clusters."""

from ...aws import types as aws
from ...checks import require
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on unencrypted traffic between clients and brokers, or between brokers. The default is TLS."""
    transit = resource["encryptionInfo"]["encryptionInTransit"]
    yield from require(
        transit["clientBroker"], lambda known: known.absent or known.text == "TLS", "allows unencrypted connections"
    )
    yield from require(
        transit["inCluster"],
        lambda known: known.absent or known.true,
        "is false, so traffic between brokers is unencrypted",
    )


RULE = Rule(
    id="stream-tls",
    title="MSK clusters require TLS",
    description="Orders and positions cross the network between services, brokers and Availability Zones.",
    severity=Severity.MEDIUM,
    types=(aws.MSK_CLUSTER,),
    remediation=(
        "Set encryptionInfo.encryptionInTransit.clientBroker to TLS and encryptionInfo.encryptionInTransit.inCluster "
        "to true"
    ),
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/msk-controls.html#msk-1",
    check=check,
    controls=("C1",),
)
