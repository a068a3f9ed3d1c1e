"""Logs of MSK connectors."""

from ...aws import types as aws
from ...checks import require_one
from ...rule import Finding, Resource, Results, Rule, Severity

_DESTINATIONS = ("cloudwatchLogs", "firehose", "s3")


def check(resource: Resource) -> Results:
    """A finding on a connector without a log destination."""
    logs = resource["logDelivery"]["workerLogDelivery"]
    switches = [logs[destination]["enabled"] for destination in _DESTINATIONS]
    nowhere = Finding("logDelivery.workerLogDelivery", "enables no log destination")
    return require_one(switches, lambda known: known.true, nowhere)


RULE = Rule(
    id="connector-logs",
    title="MSK connectors deliver logs",
    description="Only the log shows that a connector drops or repeats records.",
    severity=Severity.MEDIUM,
    types=(aws.MSKCONNECT_CONNECTOR,),
    remediation="Enable logDelivery.workerLogDelivery.cloudwatchLogs, firehose or s3, and set its destination",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/msk-controls.html#msk-5",
    check=check,
    controls=("E4",),
)
