"""All rules of a pack on each resource, read once: findings, and the checks that wait for the update."""

import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from pulumi_policy import EnforcementLevel

from ..model.tokens import canonical
from ..model.values import Value
from ..rule import Finding, NotEvaluated, Resource, Rule, Scope, Stack
from .configuration import ACKNOWLEDGEMENTS, NOT_EVALUATED, SETTINGS, Settings
from .suppressions import Ledger


@dataclass(frozen=True, slots=True)
class Report:
    """One message of a policy about a resource, or about the stack when it has no URN."""

    policy: str
    level: EnforcementLevel
    text: str
    urn: str = ""


@dataclass(frozen=True, slots=True)
class Remedied:
    """What one rule's remedy made of a resource's properties."""

    rule: Rule
    properties: dict[str, Any]


def today() -> date:
    """Today in UTC."""
    return datetime.now(UTC).date()


class Judge:
    """Judges one run: each resource as it comes, then the stack, which ends the run."""

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
        self._ledger = Ledger(self._settings.acknowledgements, self._clock())
        self._skipped: dict[str, Counter[str]] = {}

    def judges(self, kind: str) -> bool:
        """Whether any rule looks at a type."""
        return canonical(kind) in self._types

    def applies(self, rule: Rule, kind: str) -> bool:
        """Whether a rule looks at a type; a disabled one looks at none."""
        return rule in self._of_type[rule.scope].get(canonical(kind), ())

    def resource(self, resource: Resource) -> list[Report]:
        """The findings of the rules that need one resource only."""
        self._skipped.pop(resource.urn, None)  # an engine may ask twice about what it replaces
        return list(self._judged(resource, Scope.RESOURCE))

    def stack(self, resources: Iterable[Resource]) -> list[Report]:
        """The findings of the rules over the whole stack, and all that is to be said once for a run."""
        reports = [report for resource in resources for report in self._judged(resource, Scope.STACK)]
        reports += self._own(SETTINGS, self._settings.problems)
        reports += self._own(ACKNOWLEDGEMENTS, self._ledger.problems())
        if self._skipped:
            reports += self._own(NOT_EVALUATED, [_waiting(self._skipped.values())])
        self._begin()
        return reports

    def remedies(self, kind: str, name: str, urn: str, properties: dict[str, Any], plain: Any) -> list[Remedied]:
        """The remedies of rules that find something here which nobody acknowledged, each on what the last one made.

        Args:
            kind: the resource's type.
            name: its name.
            urn: its URN.
            properties: with their marks, as remedies take them.
            plain: makes of them what rules judge.
        """
        made: list[Remedied] = []
        for rule in self._of_type[Scope.RESOURCE].get(canonical(kind), ()):
            if self._settings.corrects(rule) and self._finds(rule, Resource(kind, Value(plain(properties)), name, urn)):
                before, properties = properties, self._remedied(rule, properties)
                if properties != before:
                    made.append(Remedied(rule, properties))
        return made

    def _remedied(self, rule: Rule, properties: dict[str, Any]) -> dict[str, Any]:
        """What a rule's remedy makes; one that raises makes nothing, and what it was for is then a finding."""
        try:
            return rule.remedied(properties, self._settings.knobs.get(rule.id))
        except Exception:  # noqa: BLE001 - as with checks
            return properties

    def _finds(self, rule: Rule, resource: Resource) -> bool:
        return any(
            isinstance(result, Finding) and not self._ledger.accepts(rule.id, resource, result.path)
            for result in self._results(rule, resource)
        )

    def _judged(self, resource: Resource, scope: Scope) -> Iterator[Report]:
        for rule in self._of_type[scope].get(resource.type, ()):
            level = self._settings.level(rule.id)
            waiting: set[str] = set()
            for result in self._results(rule, resource):
                if isinstance(result, NotEvaluated):
                    waiting.add(f"{resource.name}: {result.path}")
                elif not self._ledger.accepts(rule.id, resource, result.path):
                    yield Report(rule.id, level, _text(rule, resource, result), resource.urn)
            if waiting:
                self._ledger.wait(rule.id, resource)
                self._skipped.setdefault(resource.urn, Counter()).update(waiting)

    def _results(self, rule: Rule, resource: Resource) -> Iterable[Finding | NotEvaluated]:
        """What a rule says; a rule that raises has found a fault in itself, told without what it was looking at."""
        results: list[Finding | NotEvaluated] = []
        try:
            results.extend(rule.judge(resource, self._settings.knobs.get(rule.id)))
        except Exception as error:  # noqa: BLE001 - one rule's fault must hide no other rule's finding
            where = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{where.filename.rpartition('/')[2]}:{where.lineno}"
            results.append(Finding("", f"could not be judged, as the rule raised {type(error).__name__} at {place}"))
        return results

    def _own(self, policy: str, texts: Iterable[str]) -> Iterator[Report]:
        level = self._settings.level(policy)
        if level is not EnforcementLevel.DISABLED:
            yield from (Report(policy, level, text) for text in texts)


def _text(rule: Rule, resource: Resource, finding: Finding) -> str:
    """What a person reads; at the end the finding's id, as acknowledgements name it."""
    return f"{finding.path or resource.type}: {finding.reason}. {rule.remediation} [{rule.id}:{finding.path}]"


def _waiting(skipped: Iterable[Counter[str]]) -> str:
    total: Counter[str] = Counter()
    for counted in skipped:
        total.update(counted)
    places = ", ".join(f"{place} ({rules})" for place, rules in sorted(total.items()))
    return f"{total.total()} checks not evaluated: {places}"


@dataclass(frozen=True, slots=True)
class Member:
    """A resource of a stack before the edges between them are drawn."""

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


def connect(members: Iterable[Member]) -> list[Resource]:
    """A stack's resources with the edges between them, both ways, and with the components around them."""
    listed = list(members)
    edges: dict[str, dict[str, list[Resource]]] = {member.urn: {} for member in listed}
    users: dict[str, list[tuple[str, Resource]]] = {member.urn: [] for member in listed}
    parents: dict[str, list[Resource]] = {member.urn: [] for member in listed}
    children: dict[str, list[Resource]] = {member.urn: [] for member in listed}
    stack = Stack()
    # The maps are shared with the resources and filled afterwards: a stack's edges may form a cycle.
    made = {
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
    for resource in made.values():
        stack.add(resource)
    for member in listed:
        if member.parent in made:
            parents[member.urn].append(made[member.parent])
            children[member.parent].append(made[member.urn])
        for key, sources in member.edges.items():
            known = [made[source] for source in sources if source in made]
            edges[member.urn][key] = known
            for source in known:
                users[source.urn].append((key, made[member.urn]))
    return list(made.values())
