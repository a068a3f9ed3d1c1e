"""Durability of Kafka records."""

import re
from collections.abc import Iterator

from ...aws import types as aws
from ...checks import unless_disposable
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Scope, Severity

_CLUSTER = aws.MSK_CLUSTER
_MINIMUM_ZONES = 3
_MINIMUM_REPLICAS = 3
_MINIMUM_IN_SYNC = 2

_LINE = re.compile(r"\s*([^\s=:#!][^\s=:]*)\s*[\s=:]\s*(.*)")
"""A line of a Java properties file: name and value, separated by an equals sign, a colon or blanks."""


def check(resource: Resource) -> Results:
    """A finding on a cluster in fewer than three zones (unless `disposable`), and on settings that can lose records."""
    if resource.type == _CLUSTER:
        yield from unless_disposable(resource, _zones(resource))
        return
    text = resource["serverProperties"]
    if text.unknown:
        yield NotEvaluated(text.path)
        return
    settings = dict(_settings(text.text))
    if _below(settings.get("default.replication.factor"), _MINIMUM_REPLICAS):
        yield Finding(text.path, f"sets default.replication.factor to less than {_MINIMUM_REPLICAS}")
    if _below(settings.get("min.insync.replicas"), _MINIMUM_IN_SYNC):
        yield Finding(
            text.path, "sets min.insync.replicas to less than 2, so one broker is enough to acknowledge a record"
        )
    if settings.get("auto.create.topics.enable") == "true":
        yield Finding(text.path, "enables auto.create.topics.enable, so a misspelled name creates a topic")
    if settings.get("unclean.leader.election.enable", "true") != "false" and not _express(resource):
        yield Finding(text.path, "does not disable unclean.leader.election.enable, so records can be lost")


def _zones(resource: Resource) -> Results:
    subnets = resource["brokerNodeGroupInfo"]["clientSubnets"]
    if subnets.unknown:
        yield NotEvaluated(subnets.path)
    elif len({subnet.text or subnet.path for subnet in subnets.elements()}) < _MINIMUM_ZONES:
        yield Finding(subnets.path, f"contains fewer than {_MINIMUM_ZONES} subnets")


def _settings(text: str) -> Iterator[tuple[str, str]]:
    """Lines of a Java properties file; the last line for a name applies."""
    for line in text.splitlines():
        found = _LINE.match(line)
        if found:
            yield found[1], found[2].strip().lower()


def _below(value: str | None, minimum: int) -> bool:
    return value is not None and value.isdecimal() and int(value) < minimum


def _express(resource: Resource) -> bool:
    """Whether only Express brokers use it, which never elect such a leader and reject the setting."""
    clusters = list(resource.used_by(_CLUSTER))
    return bool(clusters) and all(
        cluster["brokerNodeGroupInfo"]["instanceType"].text.startswith("express.") for cluster in clusters
    )


RULE = Rule(
    id="stream-durability",
    title="MSK clusters keep acknowledged records when a broker or a zone fails",
    description=(
        "Records need three copies in three zones, two in-sync replicas for each write, and no unclean leader election."
    ),
    severity=Severity.HIGH,
    types=(_CLUSTER, aws.MSK_CONFIGURATION),
    remediation=(
        "Use subnets in three Availability Zones. In serverProperties set default.replication.factor=3, "
        "min.insync.replicas=2, auto.create.topics.enable=false and unclean.leader.election.enable=false"
    ),
    url="https://docs.aws.amazon.com/msk/latest/developerguide/bestpractices.html",
    check=check,
    controls=("F16",),
    scope=Scope.STACK,
)
