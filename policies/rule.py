"""What a rule is: what it knows of itself, and a pure function from a resource to findings."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from pulumi_policy import Severity

from .catalogue import Control, controls
from .model.parameters import knob
from .model.tokens import canonical
from .model.values import Value

__all__ = [
    "Finding",
    "NotEvaluated",
    "Reference",
    "Resource",
    "Result",
    "Results",
    "Rule",
    "Scope",
    "Severity",
    "Stack",
    "knob",
]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong: the property's path and why, never its value, since secrets reach policies as plain text."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class NotEvaluated:
    """A check that could not be made because the property at `path` is not known before the update."""

    path: str


Result = Finding | NotEvaluated
Results = Iterator[Result]


class Scope(Enum):
    """When a rule runs."""

    RESOURCE = "resource"
    """Before each resource is created, with that resource only."""

    STACK = "stack"
    """Once all are registered, with the edges between them: an edge is there even while its value is unknown."""


class Stack:
    """All resources of a stack by type, for rules of `Scope.STACK`."""

    def __init__(self, resources: Iterable["Resource"] = ()) -> None:
        self._by_type: dict[str, list[Resource]] = {}
        self.looked_up: dict[Callable[[Stack], Any], Any] = {}
        """What `policies.indexes` made of it."""
        for resource in resources:
            self.add(resource)

    def add(self, resource: "Resource") -> None:
        """One more resource."""
        self._by_type.setdefault(resource.type, []).append(resource)
        self.looked_up.clear()

    def of(self, *types: str) -> Iterator["Resource"]:
        """Its resources of some types."""
        return (resource for kind in types for resource in self._by_type.get(kind, ()))

    def __iter__(self) -> Iterator["Resource"]:
        return (resource for listed in self._by_type.values() for resource in listed)


@dataclass(frozen=True, slots=True)
class Resource:
    """One resource of a stack as rules see it; its type is the one token that they know for it.

    `edges` holds for each top-level property the resources that its value comes from; `users` the resources with an
    edge to this one and the property that holds it; `parents` the component around it, if any, and `children` what a
    component holds; `arn` and `id` are what the provider answered, empty in the preview of what is new. These and the
    rest of the stack are filled for rules of `Scope.STACK` only.
    """

    type: str
    properties: Value
    name: str = ""
    urn: str = ""
    edges: Mapping[str, Sequence["Resource"]] = field(default_factory=dict[str, Sequence["Resource"]])
    users: Sequence[tuple[str, "Resource"]] = ()
    parents: Sequence["Resource"] = ()
    children: Sequence["Resource"] = ()
    arn: str = ""
    id: str = ""
    stack: Stack = field(default_factory=Stack, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "type", canonical(self.type))

    def __getitem__(self, key: str) -> Value:
        return self.properties[key]

    def sources(self, value: Value, *types: str) -> Iterator["Resource"]:
        """Resources of `types` that the top-level property around `value` comes from."""
        top = value.path.split(".", 1)[0].split("[", 1)[0]
        return (source for source in self.edges.get(top, ()) if source.type in types)

    def used_by(self, *types: str, by: str = "") -> Iterator["Resource"]:
        """Resources of `types` that have an edge to this one: from any of their inputs, or from the input `by`."""
        return (user for key, user in self.users if user.type in types and by in {"", key})


@dataclass(frozen=True, slots=True)
class Reference:
    """Ids of public controls that a rule covers; all empty for a rule of our own."""

    security_hub: tuple[str, ...] = ()
    cis: tuple[str, ...] = ()
    """Of CIS AWS Foundations Benchmark 7.0."""
    pci: tuple[str, ...] = ()
    """Of PCI DSS 4.0.1, by Security Hub id."""
    checkov: tuple[str, ...] = ()

    @classmethod
    def of(cls, rows: Iterable[Control]) -> "Reference":
        """The ids of some controls, each once."""
        listed = list(rows)
        return cls(
            security_hub=_united(row.security_hub for row in listed),
            cis=_united(row.cis for row in listed),
            pci=_united(row.pci for row in listed),
            checkov=_united(row.checkov for row in listed),
        )

    def tags(self) -> list[str]:
        """All ids, each with its framework's name before it."""
        families = {"security-hub": self.security_hub, "cis": self.cis, "pci": self.pci, "checkov": self.checkov}
        return [f"{family}:{control}" for family, controls in families.items() for control in controls]


def _united(families: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(control for family in families for control in family))


_ID = re.compile(r"[a-z][a-z0-9-]*")
_TYPE = re.compile(r"[A-Za-z][\w-]*:[\w./-]+:[A-Za-z]\w*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One control: text for persons, ids for auditors, and `check`, which must be pure and must never raise.

    Raises:
        ValueError: its id or types are such that it could never be named, or never run.
    """

    id: str
    title: str
    description: str
    severity: Severity
    types: Collection[str]
    """Pulumi type tokens of the resources that `check` is called with."""
    remediation: str
    url: str
    check: Callable[..., Results]
    """Called with the resource, and with the knobs after it when the rule has any."""
    controls: tuple[str, ...] = ()
    """Ids of the catalogue's rows that it enforces; none for a rule of our own."""
    references: Reference | None = None
    """Public ids, where it enforces only a part of its controls or more than they say; else those of its controls."""
    scope: Scope = Scope.RESOURCE
    knobs: type[Any] | None = None
    """A frozen dataclass of `knob` fields: what a user may set."""
    remediate: Callable[..., dict[str, Any]] | None = None
    """Properties made right, from properties (and knobs): pure, and applied twice the same as once.

    It takes the resource's properties as the engine has them, secrets marked; `engine.remediation` changes them safely.
    """

    def __post_init__(self) -> None:
        """Refuse what an engine would pass over in silence."""
        if not _ID.fullmatch(self.id):
            raise ValueError(f"id {self.id!r}: is not like log-retention: small letters, digits and hyphens")
        if isinstance(self.types, str):
            raise ValueError(f"{self.id}: types is the text {self.types!r}; write ({self.types!r},)")  # noqa: TRY004 - one error for all
        if not self.types:
            raise ValueError(f"{self.id}: types is empty, so that it would never run; name at least one type")
        for kind in self.types:
            if not _TYPE.fullmatch(kind):
                raise ValueError(f"{self.id}: type {kind!r} is not like aws:kms/key:Key")

    def judge(self, resource: Resource, knobs: Any = None) -> Results:
        """What `check` says of a resource; knobs are at their defaults unless given."""
        if self.knobs is None:
            return self.check(resource)
        return self.check(resource, self.knobs() if knobs is None else knobs)

    def remedied(self, properties: Mapping[str, Any], knobs: Any = None) -> dict[str, Any]:
        """The properties as `remediate` makes them, or as they are when the rule has no remedy."""
        if self.remediate is None:
            return dict(properties)
        if self.knobs is None:
            return self.remediate(properties)
        return self.remediate(properties, self.knobs() if knobs is None else knobs)

    def known_as(self) -> Reference:
        """Its ids in public frameworks."""
        if self.references is not None:
            return self.references
        return Reference.of(controls()[control] for control in self.controls)
