"""Caches that can be brought back with their contents."""

from dataclasses import dataclass

from ...aws import types as aws
from ...checks import require, unless_disposable
from ...model.values import Value
from ...rule import Resource, Results, Rule, Severity, parameter


@dataclass(frozen=True)
class Parameters:
    """What a team may ask of its caches."""

    minimum_days: int = parameter(1, "Days that snapshots are kept, at least.", minimum=1, maximum=35)


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on a kept cache without daily snapshots; AWS takes none when left out."""

    def enough(days: Value) -> bool:
        return (days.number or 0) >= parameters.minimum_days

    reason = f"keeps snapshots for less than {parameters.minimum_days} days"
    return unless_disposable(resource, require(resource["snapshotRetentionLimit"], enough, reason))


RULE = Rule(
    id="cache-snapshots",
    title="Caches are snapshotted every day",
    description="Positions and sessions that live in a cache alone are lost with it.",
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
