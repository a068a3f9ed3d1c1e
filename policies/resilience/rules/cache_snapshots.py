"""Snapshots of ElastiCache caches."""

from dataclasses import dataclass

from ...aws import types as aws
from ...checks import require, unless_disposable
from ...model.values import Value
from ...rule import Resource, Results, Rule, Severity, parameter


@dataclass(frozen=True)
class Parameters:
    """Settings of the rule."""

    minimum_days: int = parameter(1, "Minimum number of days that snapshots are kept.", minimum=1, maximum=35)


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on a cache without daily snapshots, unless it is tagged `disposable`. The default is no snapshots."""

    def enough(days: Value) -> bool:
        return (days.number or 0) >= parameters.minimum_days

    reason = f"is less than {parameters.minimum_days}"
    return unless_disposable(resource, require(resource["snapshotRetentionLimit"], enough, reason))


RULE = Rule(
    id="cache-snapshots",
    title="ElastiCache caches have daily snapshots",
    description="Positions and sessions that exist only in a cache are lost with it.",
    severity=Severity.HIGH,
    types=(
        aws.ELASTICACHE_REPLICATION_GROUP,
        aws.ELASTICACHE_SERVERLESS_CACHE,
    ),
    remediation="Set snapshotRetentionLimit to 1 or more",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-1",
    check=check,
    controls=("F14",),
    parameters=Parameters,
)
