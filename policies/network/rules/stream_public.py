"""Public access to MSK brokers."""

from ...aws import types as aws
from ...checks import require
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a cluster whose brokers get public IP addresses. AWS assigns none if the setting is absent."""
    access = resource["brokerNodeGroupInfo"]["connectivityInfo"]["publicAccess"]["type"]
    return require(
        access, lambda known: known.absent or known.text == "DISABLED", "gives the brokers public IP addresses"
    )


RULE = Rule(
    id="stream-public",
    title="MSK brokers are not publicly accessible",
    description="One leaked credential is enough to read every event of a cell if its brokers are on the internet.",
    severity=Severity.CRITICAL,
    types=(aws.MSK_CLUSTER,),
    remediation="Remove brokerNodeGroupInfo.connectivityInfo.publicAccess or set its type to DISABLED",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/msk-controls.html#msk-4",
    check=check,
    controls=("D1",),
)
