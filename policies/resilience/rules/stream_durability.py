"""Records that Kafka keeps whatever breaks."""

import re
from collections.abc import Iterator

from ...aws import types as aws
from ...checks import unless_disposable
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Scope, Severity

_CLUSTER = aws.MSK_CLUSTER
_LEAST_ZONES = 3
_LEAST_REPLICAS = 3
_LEAST_IN_SYNC = 2

_LINE = re.compile(r"\s*([^\s=:#!][^\s=:]*)\s*[\s=:]\s*(.*)")
"""A line of a Java properties file: a name and a value, with an equals sign, a colon or only blanks between them."""


def check(resource: Resource) -> Results:
    """A finding on a kept cluster in fewer than three zones, and on settings that give up written records."""
    if resource.type == _CLUSTER:
        yield from unless_disposable(resource, _zones(resource))
        return
    text = resource["serverProperties"]
    if text.unknown:
        yield NotEvaluated(text.path)
        return
    settings = dict(_settings(text.text))
    if _below(settings.get("default.replication.factor"), _LEAST_REPLICAS):
        yield Finding(text.path, f"keep fewer than {_LEAST_REPLICAS} copies")
    if _below(settings.get("min.insync.replicas"), _LEAST_IN_SYNC):
        yield Finding(text.path, "acknowledge what a single broker holds")
    if settings.get("auto.create.topics.enable") == "true":
        yield Finding(text.path, "let a misspelt name make a topic")
    if settings.get("unclean.leader.election.enable", "true") != "false" and not _express(resource):
        yield Finding(text.path, "let a broker lead that lacks records")


def _zones(resource: Resource) -> Results:
    subnets = resource["brokerNodeGroupInfo"]["clientSubnets"]
    if subnets.unknown:
        yield NotEvaluated(subnets.path)
    elif len({subnet.text or subnet.path for subnet in subnets.elements()}) < _LEAST_ZONES:
        yield Finding(subnets.path, f"are in fewer than {_LEAST_ZONES} zones")


def _settings(text: str) -> Iterator[tuple[str, str]]:
    """Lines of a Java properties file, of which the last one of a name holds."""
    for line in text.splitlines():
        found = _LINE.match(line)
        if found:
            yield found[1], found[2].strip().lower()


def _below(value: str | None, least: int) -> bool:
    return value is not None and value.isdecimal() and int(value) < least


def _express(resource: Resource) -> bool:
    """Whether Express brokers use it, who never elect such a leader and refuse the setting."""
    clusters = list(resource.used_by(_CLUSTER))
    return bool(clusters) and all(
        cluster["brokerNodeGroupInfo"]["instanceType"].text.startswith("express.") for cluster in clusters
    )


RULE = Rule(
    id="stream-durability",
    title="Kafka loses no acknowledged record with a broker or a zone",
    description="Three copies in three zones, two of them before a write counts, and no leader that lacks records.",
    severity=Severity.HIGH,
    types=(_CLUSTER, aws.MSK_CONFIGURATION),
    remediation=(
        "Name subnets of three zones; in serverProperties set default.replication.factor=3, min.insync.replicas=2, "
        "auto.create.topics.enable=false and unclean.leader.election.enable=false"
    ),
    url="https://docs.aws.amazon.com/msk/latest/developerguide/bestpractices.html",
    check=check,
    controls=("F16",),
    scope=Scope.STACK,
)
