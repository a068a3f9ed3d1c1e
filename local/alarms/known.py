"""Which metrics a cell on this machine has, and why it has no others.

Metrics of the namespace `citycell` are those of the programs themselves (`docs/metrics.md`). Those of AWS come from the
imitations: what they cannot know truthfully is not evaluated, because an alarm that is always OK would prove nothing.
"""

from collections.abc import Mapping
from typing import Final

from .definitions import Alarms
from .kafka import BROKER
from .series import MetricId

OWN: Final = "citycell"

KNOWN: Final[Mapping[tuple[str, str], frozenset[str]]] = {
    ("AWS/Lambda", "Errors"): frozenset({"FunctionName"}),
    ("AWS/Lambda", "Invocations"): frozenset({"FunctionName"}),
    ("AWS/ApplicationELB", "RequestCount"): frozenset({"LoadBalancer"}),
    ("AWS/ApplicationELB", "HTTPCode_Target_5XX_Count"): frozenset({"LoadBalancer"}),
    ("AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count"): frozenset({"LoadBalancer"}),
    ("AWS/ApplicationELB", "TargetResponseTime"): frozenset({"LoadBalancer"}),
    ("AWS/Kafka", "SumOffsetLag"): frozenset({"Cluster Name", "Consumer Group", "Topic"}),
    ("AWS/Kafka", "OfflinePartitionsCount"): frozenset({"Cluster Name"}),
    ("AWS/Kafka", "MessagesInPerSec"): frozenset({"Cluster Name", "Broker ID", "Topic"}),
}
"""Metric to the names of its dimensions."""

REASONS: Final[Mapping[str, str]] = {
    "AWS/Kafka": "there is one broker, without replicas",
    "AWS/Lambda": "functions here have no account's concurrency, and failed records are sent until they are stored",
    "AWS/RDS": "PostgreSQL here has neither capacity units nor readers",
    "AWS/ElastiCache": "Valkey here has the memory and processor of this machine",
    "AWS/DynamoDB": "DynamoDB Local does not throttle",
    "AWS/Firehose": "there is no lake",
    "AWS/Backup": "there are no backups",
}
"""By namespace: why its other metrics do not exist here."""


def reason_unknown(metric: MetricId) -> str:
    """Why a metric does not exist here; empty if it does."""
    if metric.namespace == OWN:
        return ""
    dimensions = dict(metric.dimensions)
    known = KNOWN.get((metric.namespace, metric.name)) == frozenset(dimensions)
    if known and dimensions.get("Broker ID", BROKER) == BROKER:
        return ""
    return REASONS.get(metric.namespace, f"nothing here publishes {metric.namespace} {metric.name}")


def unknown_alarms(alarms: Alarms) -> dict[str, str]:
    """Why an alarm cannot be evaluated here, by its name."""
    found: dict[str, str] = {}
    for alarm in alarms.metric:
        for metric in sorted(alarm.metrics, key=str):
            if reason := reason_unknown(metric):
                found[alarm.name] = reason
    return found
