"""What brokers say."""

from ...aws import types as aws
from ...checks import require_one
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Severity

_DESTINATIONS = ("cloudwatchLogs", "firehose", "s3")


def check(resource: Resource) -> Results:
    """A finding on a cluster that delivers its brokers' logs nowhere; Express brokers have no such setting."""
    instance = resource["brokerNodeGroupInfo"]["instanceType"]
    if instance.text.startswith("express."):
        return
    logs = resource["loggingInfo"]["brokerLogs"]
    switches = [logs[destination]["enabled"] for destination in _DESTINATIONS]
    nowhere = Finding("loggingInfo.brokerLogs", "delivers broker logs nowhere")
    for result in require_one(switches, lambda known: known.true, nowhere):
        yield NotEvaluated(instance.path) if instance.unknown else result


RULE = Rule(
    id="stream-broker-logs",
    title="Brokers deliver their logs",
    description="Without broker logs nobody can say why a partition lost its leader or a client was refused.",
    severity=Severity.MEDIUM,
    types=(aws.MSK_CLUSTER,),
    remediation="Set enabled in loggingInfo.brokerLogs.cloudwatchLogs, firehose or s3, with its destination",
    url="https://docs.aws.amazon.com/msk/latest/developerguide/msk-logging.html",
    check=check,
    controls=("E2",),
)
