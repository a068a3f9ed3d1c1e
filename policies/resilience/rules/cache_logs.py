"""Logs of ElastiCache caches."""

from ...aws import types as aws
from ...checks import require_one
from ...rule import Finding, Resource, Results, Rule, Severity

_LOGS = ("slow-log", "engine-log")


def check(resource: Resource) -> Results:
    """A finding on a cache that does not deliver both its slow log and its engine log."""
    delivered = resource["logDeliveryConfigurations"]
    types = [delivery["logType"] for delivery in delivered.elements()]
    for log in _LOGS:
        missing = Finding(delivered.path, f"does not contain {log}")
        yield from require_one(types, lambda known, log=log: known.text == log, missing)


RULE = Rule(
    id="cache-logs",
    title="ElastiCache caches deliver slow logs and engine logs",
    description="One slow command delays all others, and only the slow log shows which one.",
    severity=Severity.LOW,
    types=(aws.ELASTICACHE_REPLICATION_GROUP,),
    remediation="Add an entry for each logType, slow-log and engine-log, to logDeliveryConfigurations",
    url="https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Log_Delivery.html",
    check=check,
    controls=("E15",),
)
