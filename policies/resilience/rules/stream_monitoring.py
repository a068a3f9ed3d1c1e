"""Metrics of MSK clusters."""

from dataclasses import dataclass

from ...aws import types as aws
from ...checks import require, require_true
from ...rule import Resource, Results, Rule, Severity, parameter

_LEVELS = {"PER_TOPIC_PER_BROKER", "PER_TOPIC_PER_PARTITION"}
_EXPORTERS = ("jmxExporter", "nodeExporter")


@dataclass(frozen=True)
class Parameters:
    """Settings of the rule."""

    open_monitoring: bool = parameter(
        default=True,
        description=("Whether both Prometheus exporters must be enabled. Set to false if you use only CloudWatch."),
    )


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on a cluster without metrics per topic, and on a disabled exporter."""
    level = resource["enhancedMonitoring"]
    yield from require(level, lambda known: known.text in _LEVELS, "is not PER_TOPIC_PER_BROKER or finer")
    if parameters.open_monitoring:
        for exporter in _EXPORTERS:
            switch = resource["openMonitoring"]["prometheus"][exporter]["enabledInBroker"]
            yield from require_true(switch, "is not enabled")


RULE = Rule(
    id="stream-monitoring",
    title="MSK clusters have metrics per topic",
    description="Cluster metrics do not show a topic that falls behind or fills its broker.",
    severity=Severity.LOW,
    types=(aws.MSK_CLUSTER,),
    remediation=(
        "Set enhancedMonitoring to PER_TOPIC_PER_BROKER or finer, and set enabledInBroker to true in "
        "openMonitoring.prometheus.jmxExporter and nodeExporter"
    ),
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/msk-controls.html#msk-2",
    check=check,
    controls=("E3",),
    parameters=Parameters,
)
