"""Brokers with a public address."""

from ...aws import types as aws
from ...checks import require
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a cluster whose brokers get public addresses; AWS gives none when it is left out."""
    access = resource["brokerNodeGroupInfo"]["connectivityInfo"]["publicAccess"]["type"]
    return require(access, lambda known: known.absent or known.text == "DISABLED", "gives the brokers public addresses")


RULE = Rule(
    id="stream-public",
    title="Brokers have no public address",
    description="A broker on the internet hands every event of the cell to whoever gets hold of one credential.",
    severity=Severity.CRITICAL,
    types=(aws.MSK_CLUSTER,),
    remediation="Leave brokerNodeGroupInfo.connectivityInfo.publicAccess out, or set its type to DISABLED",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/msk-controls.html#msk-4",
    check=check,
    controls=("D1",),
)
