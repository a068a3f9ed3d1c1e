"""The passing cases of a rule as stacks, with all resources that they refer to."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from local.provider.sdk import sdk_type
from policies.engine.evaluation import Member
from policies.model.values import Value
from policies.rule import Resource, Rule
from policies.testing import Case
from tests.policies.property_paths import steps
from tests.policies.stacks import Stack
from tests.policies.tables import load

SUBJECT = "subject"


def passing_cases(pack: str, rule: Rule, kind: str) -> list[Case]:
    """The passing cases of a type with default parameters; a case without a type is of all types."""
    first = next(iter(rule.types))
    plain = [case for case in load(pack, rule).passes if case.parameters is None]
    return [
        replace(case, type=kind)
        for case in plain
        if case.type == kind or (not case.type and (kind == first or fits(kind, case)))
    ]


def fits(kind: str, case: Case) -> bool:
    """Whether a type has the properties of a case."""
    sdk = sdk_type(kind)
    return sdk is None or sdk.inputs >= {step for path in case.at for step in steps(path)[:1]} | {*case.properties}


def stack_of_case(name: str, case: Case) -> tuple[Stack, Member]:
    """A case as a stack, and the resource that it is about."""
    laid = _Layout(case)
    subject = laid.subject()
    return Stack(name, [subject, *laid.others()], small=True), subject


class _Layout:
    """Names for the resources of a case: two that are written alike are one, others of the same name are kept apart."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._urn = f"urn:pulumi:test::test::{case.type}::{SUBJECT}"
        self._named: dict[str, Resource] = {}
        self._urns: dict[int, str] = {}
        users = [user for _, user in case.users]
        sources = [source for listed in case.edges.values() for source in listed]
        waiting: list[Resource] = [*case.parents, *case.stack, *users, *sources]
        while waiting:
            resource = waiting.pop()
            if id(resource) not in self._urns:
                self._name(resource)
                waiting += self._around(resource)

    def _name(self, resource: Resource) -> None:
        if resource.properties.raw is self._case.properties:  # a whole stack's own name for the case's resource
            self._urns[id(resource)] = self._urn
            return
        urn, number = resource.urn, 1
        while urn in self._named and self._named[urn].properties.raw != resource.properties.raw:
            number += 1
            urn = f"{resource.urn}-{number}"
        self._named.setdefault(urn, resource)
        self._urns[id(resource)] = urn

    @staticmethod
    def _around(resource: Resource) -> list[Resource]:
        sources = [source for listed in resource.edges.values() for source in listed]
        return [*sources, *(user for _, user in resource.users), *resource.parents, *resource.children]

    def subject(self) -> Member:
        return self._member(
            Resource(
                self._case.type,
                Value(dict(self._case.properties)),
                SUBJECT,
                self._urn,
                self._case.edges,
                parents=self._case.parents,
            ),
            self._urn,
        )

    def others(self) -> Iterator[Member]:
        using: dict[str, dict[str, list[str]]] = {}
        for key, user in self._case.users:
            using.setdefault(self._urns[id(user)], {}).setdefault(key, []).append(self._urn)
        for urn, resource in self._named.items():
            member = self._member(resource, urn)
            more = using.get(urn, {})
            edges = {key: [*dict.fromkeys([*member.edges.get(key, ()), *more.get(key, ())])] for key in more}
            yield replace(member, edges={**member.edges, **edges})

    def _member(self, resource: Resource, urn: str) -> Member:
        edges: dict[str, Sequence[str]] = {
            key: [*dict.fromkeys(self._urns[id(source)] for source in listed)] for key, listed in resource.edges.items()
        }
        parent = next((self._urns[id(parent)] for parent in resource.parents), "")
        return Member(resource.type, resource.name, urn, resource.properties, edges, parent)
