"""A rule: its metadata, and a pure function from a resource to findings."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import InitVar, dataclass, field
from enum import Enum
from typing import Any

from pulumi_policy import Severity

from .catalogue import Control, controls
from .model.parameters import parameter
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
    "parameter",
]


knob = parameter
"""Former name of `parameter`, kept for one release."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A violation of a rule: the property's path and the reason, never its value, since it may be a secret."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class NotEvaluated:
    """A check that could not be made because the property at `path` is unknown before the update."""

    path: str


Result = Finding | NotEvaluated
Results = Iterator[Result]


class Scope(Enum):
    """When a rule runs."""

    RESOURCE = "resource"
    """Before each resource is created, with that resource only."""

    STACK = "stack"
    """After all resources are registered, with the edges between them; an edge exists while its value is unknown."""


class Stack:
    """All resources of a stack by type, for rules of `Scope.STACK`."""

    def __init__(self, resources: Iterable["Resource"] = ()) -> None:
        self._by_type: dict[str, list[Resource]] = {}
        self.indexes: dict[Callable[[Stack], Any], Any] = {}
        """The cache of `policies.indexes`."""
        for resource in resources:
            self.add(resource)

    def add(self, resource: "Resource") -> None:
        """Add a resource."""
        self._by_type.setdefault(resource.type, []).append(resource)
        self.indexes.clear()

    def of(self, *types: str) -> Iterator["Resource"]:
        """The resources of some types."""
        return (resource for kind in types for resource in self._by_type.get(kind, ()))

    def __iter__(self) -> Iterator["Resource"]:
        return (resource for listed in self._by_type.values() for resource in listed)


@dataclass(frozen=True, slots=True)
class Resource:
    """One resource of a stack, as rules see it. Its type is the canonical token.

    `edges` has the resources that the value of each top-level property comes from. `users` has the resources with an
    edge to this one, each with its property. `parents` has the component around it, if any, and `children` the
    resources in a component. `arn` and `id` come from the provider and are empty in the preview of a new resource.
    These, and the rest of the stack, are filled for rules of `Scope.STACK` only.
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
        """The resources of `types` that the top-level property of `value` comes from."""
        top = value.path.split(".", 1)[0].split("[", 1)[0]
        return (source for source in self.edges.get(top, ()) if source.type in types)

    def used_by(self, *types: str, by: str = "") -> Iterator["Resource"]:
        """The resources of `types` that have an edge to this one, from any property or from the property `by`."""
        return (user for key, user in self.users if user.type in types and by in {"", key})


@dataclass(frozen=True, slots=True)
class Reference:
    """Ids of the public controls that a rule covers; all empty for a custom rule."""

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
            security_hub=_unique(row.security_hub for row in listed),
            cis=_unique(row.cis for row in listed),
            pci=_unique(row.pci for row in listed),
            checkov=_unique(row.checkov for row in listed),
        )

    def tags(self) -> list[str]:
        """All ids, each after the name of its framework."""
        families = {"security-hub": self.security_hub, "cis": self.cis, "pci": self.pci, "checkov": self.checkov}
        return [f"{family}:{control}" for family, controls in families.items() for control in controls]


def _unique(families: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(control for family in families for control in family))


_ID = re.compile(r"[a-z][a-z0-9-]*")
_TYPE = re.compile(r"[A-Za-z][\w-]*:[\w./-]+:[A-Za-z]\w*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One control: texts for people, ids for auditors, and `check`, which must be pure and must never raise.

    Raises:
        ValueError: the id or the types are invalid, so that the rule could never be configured or never run.
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
    """Called with the resource, and with the parameters if the rule has any."""
    controls: tuple[str, ...] = ()
    """Ids of the controls in the catalogue that it enforces; none for a custom rule."""
    references: Reference | None = None
    """Public ids, if they differ from those of its controls because it enforces less or more."""
    scope: Scope = Scope.RESOURCE
    parameters: type[Any] | None = None
    """A frozen dataclass of `parameter` fields that a user may set."""
    remediate: Callable[..., dict[str, Any]] | None = None
    """Returns corrected properties from properties (and parameters). It must be pure and idempotent.

    It gets the resource's properties with secrets marked; `policies.engine.remediation` keeps the marks.
    """
    knobs: InitVar[type[Any] | None] = None
    """Former name of `parameters`, kept for one release."""

    def __post_init__(self, knobs: type[Any] | None) -> None:
        """Reject a rule that the engine would silently ignore."""
        if knobs is not None:
            object.__setattr__(self, "parameters", knobs)
        if not _ID.fullmatch(self.id):
            raise ValueError(f"id {self.id!r}: must be like log-retention: lower-case letters, digits and hyphens")
        if isinstance(self.types, str):
            raise ValueError(f"{self.id}: types is the string {self.types!r}; write ({self.types!r},)")  # noqa: TRY004 - one error for all
        if not self.types:
            raise ValueError(f"{self.id}: types is empty, so the rule would never run; add at least one type")
        for kind in self.types:
            if not _TYPE.fullmatch(kind):
                raise ValueError(f"{self.id}: type {kind!r} must be like aws:kms/key:Key")

    def evaluate(self, resource: Resource, parameters: Any = None) -> Results:
        """The results of `check` for a resource; parameters have their defaults unless given."""
        if self.parameters is None:
            return self.check(resource)
        return self.check(resource, self.parameters() if parameters is None else parameters)

    def remediated(self, properties: Mapping[str, Any], parameters: Any = None) -> dict[str, Any]:
        """The properties as `remediate` corrects them; unchanged if the rule has no remediation."""
        if self.remediate is None:
            return dict(properties)
        if self.parameters is None:
            return self.remediate(properties)
        return self.remediate(properties, self.parameters() if parameters is None else parameters)

    def known_as(self) -> Reference:
        """Its ids in public frameworks."""
        if self.references is not None:
            return self.references
        return Reference.of(controls()[control] for control in self.controls)
