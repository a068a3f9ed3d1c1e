"""What connectors say."""

from ...aws import types as aws
from ...checks import require_one
from ...rule import Finding, Resource, Results, Rule, Severity

_DESTINATIONS = ("cloudwatchLogs", "firehose", "s3")


def check(resource: Resource) -> Results:
    """A finding on a connector whose workers' logs go nowhere."""
    logs = resource["logDelivery"]["workerLogDelivery"]
    switches = [logs[destination]["enabled"] for destination in _DESTINATIONS]
    nowhere = Finding("logDelivery.workerLogDelivery", "delivers the workers' logs nowhere")
    return require_one(switches, lambda known: known.true, nowhere)


RULE = Rule(
    id="connector-logs",
    title="Connectors deliver their logs",
    description="A connector that drops or repeats records says so in its log and nowhere else.",
    severity=Severity.MEDIUM,
    types=(aws.MSKCONNECT_CONNECTOR,),
    remediation="Set enabled in logDelivery.workerLogDelivery.cloudwatchLogs, firehose or s3, with its destination",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/msk-controls.html#msk-5",
    check=check,
    controls=("E4",),
)
