"""Broker logs of MSK clusters."""

from ...aws import types as aws
from ...checks import require_one
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Severity

_DESTINATIONS = ("cloudwatchLogs", "firehose", "s3")


def check(resource: Resource) -> Results:
    """A finding on a cluster without a broker log destination. Express brokers have no such setting."""
    instance = resource["brokerNodeGroupInfo"]["instanceType"]
    if instance.text.startswith("express."):
        return
    logs = resource["loggingInfo"]["brokerLogs"]
    switches = [logs[destination]["enabled"] for destination in _DESTINATIONS]
    nowhere = Finding("loggingInfo.brokerLogs", "enables no log destination")
    for result in require_one(switches, lambda known: known.true, nowhere):
        yield NotEvaluated(instance.path) if instance.unknown else result


RULE = Rule(
    id="stream-broker-logs",
    title="MSK clusters deliver broker logs",
    description="Only broker logs show why a partition lost its leader or why a client was rejected.",
    severity=Severity.MEDIUM,
    types=(aws.MSK_CLUSTER,),
    remediation="Enable loggingInfo.brokerLogs.cloudwatchLogs, firehose or s3, and set its destination",
    url="https://docs.aws.amazon.com/msk/latest/developerguide/msk-logging.html",
    check=check,
    controls=("E2",),
)
