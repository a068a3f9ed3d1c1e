"""Evaluates all rules of a pack on each resource: findings, and the checks that are not evaluated yet."""

import json
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from pulumi_policy import EnforcementLevel

from ..check import finding_text
from ..model.cloud_control import STATE, renamed, translated
from ..model.tokens import canonical
from ..model.values import Value
from ..rule import Finding, NotEvaluated, Resource, Result, Rule, Scope, Stack
from .configuration import NOT_EVALUATED, SETTINGS, SUPPRESSIONS, Settings
from .suppressions import SuppressionLog


@dataclass(frozen=True, slots=True)
class PolicyFinding:
    """A finding as the engine gets it: about a resource, or about the stack if it has no URN."""

    policy: str
    level: EnforcementLevel
    text: str
    urn: str = ""


@dataclass(frozen=True, slots=True)
class Remediated:
    """The properties of a resource after the remediation of one rule."""

    rule: Rule
    properties: dict[str, Any]


def today() -> date:
    """Today in UTC."""
    return datetime.now(UTC).date()


class Evaluator:
    """Evaluates one run: each resource as it is registered, then the stack, which ends the run."""

    def __init__(self, rules: Sequence[Rule], settings: Settings, clock: Callable[[], date] = today) -> None:
        self._settings = settings
        self._clock = clock
        self._of_type: dict[Scope, dict[str, list[Rule]]] = {scope: {} for scope in Scope}
        for rule in rules:
            if settings.level(rule.id) is not EnforcementLevel.DISABLED:
                for kind in frozenset(map(canonical, rule.types)):
                    self._of_type[rule.scope].setdefault(kind, []).append(rule)
        self._types = frozenset(kind for of_type in self._of_type.values() for kind in of_type)
        self._begin()

    def _begin(self) -> None:
        self._suppressions = SuppressionLog(self._settings.suppressions, self._clock())
        self._not_evaluated: dict[str, Counter[str]] = {}

    def evaluates(self, kind: str) -> bool:
        """Whether any rule checks a type."""
        return canonical(kind) in self._types

    def resource(self, resource: Resource) -> list[PolicyFinding]:
        """The findings of the rules that need one resource only."""
        self._not_evaluated.pop(resource.urn, None)  # the engine may ask twice about a resource it replaces
        return list(self._findings(resource, Scope.RESOURCE))

    def stack(self, resources: Iterable[Resource]) -> list[PolicyFinding]:
        """The findings of the rules over the whole stack, and those about the run itself."""
        findings = [finding for resource in resources for finding in self._findings(resource, Scope.STACK)]
        findings += self._own(SETTINGS, self._settings.errors)
        findings += self._own(SUPPRESSIONS, self._suppressions.problems())
        if self._not_evaluated:
            findings += self._own(NOT_EVALUATED, [_summary(self._not_evaluated.values())])
        self._begin()
        return findings

    def remediations(self, kind: str, name: str, urn: str, properties: dict[str, Any], plain: Any) -> list[Remediated]:
        """The remediations of the rules with a finding that is not suppressed, each on the result of the one before.

        Args:
            kind: the resource's type.
            name: its name.
            urn: its URN.
            properties: with their marks, as remediations take them.
            plain: converts them to the properties that rules read.
        """
        remediated: list[Remediated] = []
        for rule in self._of_type[Scope.RESOURCE].get(canonical(kind), ()):
            if self._settings.remediates(rule) and self._finds(
                rule, Resource(kind, Value(plain(properties)), name, urn)
            ):
                before, properties = properties, self._remediated(rule, properties)
                if properties != before:
                    remediated.append(Remediated(rule, properties))
        return remediated

    def _remediated(self, rule: Rule, properties: dict[str, Any]) -> dict[str, Any]:
        """The result of a rule's remediation. If it raises, nothing changes and the rule reports its finding."""
        try:
            return rule.remediated(properties, self._settings.parameters.get(rule.id))
        except Exception:  # noqa: BLE001 - as with checks
            return properties

    def _finds(self, rule: Rule, resource: Resource) -> bool:
        return any(
            isinstance(result, Finding) and not self._suppressions.suppresses(rule.id, resource, result.path)
            for result in self._results(rule, resource)
        )

    def _findings(self, resource: Resource, scope: Scope) -> Iterator[PolicyFinding]:
        for rule in self._of_type[scope].get(resource.type, ()):
            level = self._settings.level(rule.id)
            not_evaluated: set[str] = set()
            for result in self._results(rule, resource):
                if isinstance(result, NotEvaluated):
                    not_evaluated.add(f"{resource.name}: {result.path}")
                elif not self._suppressions.suppresses(rule.id, resource, result.path):
                    text = finding_text.line(rule.id, result.path, resource.type, result.reason, rule.remediation)
                    yield PolicyFinding(rule.id, level, text, resource.urn)
            if not_evaluated:
                self._suppressions.not_evaluated(rule.id, resource)
                self._not_evaluated.setdefault(resource.urn, Counter()).update(not_evaluated)

    def _results(self, rule: Rule, resource: Resource) -> Iterable[Result]:
        """The results of a rule. If it raises, that is a finding of its own, without any value of the resource."""
        results: list[Result] = []
        try:
            results.extend(rule.evaluate(resource, self._settings.parameters.get(rule.id)))
        except Exception as error:  # noqa: BLE001 - the fault of one rule must not hide the findings of others
            frame = traceback.extract_tb(error.__traceback__)[-1]
            location = f"{frame.filename.rpartition('/')[2]}:{frame.lineno}"
            results.append(Finding("", f"could not be evaluated: the rule raised {type(error).__name__} at {location}"))
        return results

    def _own(self, policy: str, texts: Iterable[str]) -> Iterator[PolicyFinding]:
        level = self._settings.level(policy)
        if level is not EnforcementLevel.DISABLED:
            yield from (PolicyFinding(policy, level, text) for text in texts)


def _summary(not_evaluated: Iterable[Counter[str]]) -> str:
    total: Counter[str] = Counter()
    for counted in not_evaluated:
        total.update(counted)
    checks = ", ".join(f"{check} ({rules})" for check, rules in sorted(total.items()))
    return f"{total.total()} checks not evaluated: {checks}"


@dataclass(frozen=True, slots=True)
class Member:
    """A resource of a stack, with its edges as URNs."""

    type: str
    name: str
    urn: str
    properties: Value
    edges: Mapping[str, Sequence[str]]
    """URNs that the value of each top-level property comes from."""
    parent: str = ""
    """The URN of the component around it."""
    arn: str = ""
    id: str = ""


def translate(members: Iterable[Member]) -> list[Member]:
    """The members, with those that are declared by their CloudFormation type in the names that rules know."""
    listed = list(members)
    by_urn = {member.urn: member for member in listed}
    return [_translated(member, by_urn) for member in listed]


def _translated(member: Member, by_urn: Mapping[str, Member]) -> Member:
    kind, properties = translated(member.type, member.properties)
    if kind == member.type:
        return member
    edges = {renamed(member.type, member.properties, key): urns for key, urns in member.edges.items()}
    if not properties.unknown and STATE in edges:
        state = edges.pop(STATE)
        texts = {key: json.dumps(value.raw, default=str) for key, value in properties.entries()}
        edges |= {key: [urn for urn in state if _named(by_urn.get(urn), text)] for key, text in texts.items()}
    return replace(member, type=kind, properties=properties, edges=edges)


def _named(source: Member | None, text: str) -> bool:
    """Whether the text of a desired state may come from a resource: it contains its ARN or id, if they are known."""
    known = {source.arn, source.id} - {""} if source else set[str]()
    return not known or any(name in text for name in known)


def connect(members: Iterable[Member]) -> list[Resource]:
    """The resources of a stack with the edges between them, in both directions, and the components around them."""
    listed = translate(members)
    edges: dict[str, dict[str, list[Resource]]] = {member.urn: {} for member in listed}
    users: dict[str, list[tuple[str, Resource]]] = {member.urn: [] for member in listed}
    parents: dict[str, list[Resource]] = {member.urn: [] for member in listed}
    children: dict[str, list[Resource]] = {member.urn: [] for member in listed}
    stack = Stack()
    # The maps are shared with the resources and filled afterwards, because the edges of a stack may form a cycle.
    connected = {
        member.urn: Resource(
            member.type,
            member.properties,
            member.name,
            member.urn,
            edges[member.urn],
            users[member.urn],
            parents[member.urn],
            children[member.urn],
            member.arn,
            member.id,
            stack,
        )
        for member in listed
    }
    for resource in connected.values():
        stack.add(resource)
    for member in listed:
        if member.parent in connected:
            parents[member.urn].append(connected[member.parent])
            children[member.parent].append(connected[member.urn])
        for key, sources in member.edges.items():
            known = [connected[source] for source in sources if source in connected]
            edges[member.urn][key] = known
            for source in known:
                users[source.urn].append((key, connected[member.urn]))
    return list(connected.values())
