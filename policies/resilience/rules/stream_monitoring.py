"""What brokers measure."""

from dataclasses import dataclass

from ...aws import types as aws
from ...checks import require, require_true
from ...rule import Resource, Results, Rule, Severity, parameter

_LEVELS = {"PER_TOPIC_PER_BROKER", "PER_TOPIC_PER_PARTITION"}
_EXPORTERS = ("jmxExporter", "nodeExporter")


@dataclass(frozen=True)
class Parameters:
    """What a team reads its brokers' metrics with."""

    open_monitoring: bool = parameter(
        default=True, description="Whether brokers must offer Prometheus both exporters; off for who reads CloudWatch."
    )


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on a cluster that does not measure each topic, and on an exporter that is off."""
    level = resource["enhancedMonitoring"]
    yield from require(level, lambda known: known.text in _LEVELS, "does not measure each topic on each broker")
    if parameters.open_monitoring:
        for exporter in _EXPORTERS:
            switch = resource["openMonitoring"]["prometheus"][exporter]["enabledInBroker"]
            yield from require_true(switch, "is off")


RULE = Rule(
    id="stream-monitoring",
    title="Brokers measure each topic",
    description="A topic that falls behind or fills its broker shows in no metric of the cluster as a whole.",
    severity=Severity.LOW,
    types=(aws.MSK_CLUSTER,),
    remediation=(
        "Set enhancedMonitoring to PER_TOPIC_PER_BROKER or finer, and enabledInBroker to true in "
        "openMonitoring.prometheus.jmxExporter and nodeExporter"
    ),
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/msk-controls.html#msk-2",
    check=check,
    controls=("E3",),
    parameters=Parameters,
)
