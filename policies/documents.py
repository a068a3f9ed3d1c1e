"""IAM policy documents, parsed: text, objects or lists in, statements with the path of each element out."""

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Any

from .conditions import Condition
from .policy_types import (
    ALL,
    ENDPOINT_POLICIES,
    IDENTITY_POLICIES,
    KEY_POLICIES,
    RESOURCE_POLICIES,
    TRUST_POLICIES,
    WITHIN,
)
from .rule import Finding, NotEvaluated, Resource, Result, Results
from .values import UNKNOWN, Value

__all__ = [
    "ENDPOINT_POLICIES",
    "IDENTITY_POLICIES",
    "KEY_POLICIES",
    "RESOURCE_POLICIES",
    "TRUST_POLICIES",
    "Condition",
    "Document",
    "Statement",
    "documents",
    "judge",
    "malformed",
    "matches",
    "parse",
]

_DOCUMENT_KEYS = {"Version", "Id", "Statement"}
_PAIRS = (("Principal", "NotPrincipal"), ("Action", "NotAction"), ("Resource", "NotResource"))
_ANY_ACCOUNT = re.compile(r"arn:[^:]*:iam::\*")
_STATEMENT_KEYS = {"Sid", "Effect", "Condition", *(key for pair in _PAIRS for key in pair)}


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: what is known of it, and in `unknown` the paths of what is not.

    A finding must rest on what is known only; so an unknown never hides it, and never makes one: where a Deny that is
    not known might take an Allow back, the finding waits.
    """

    path: str
    effect: str
    actions: tuple[str, ...]
    """In lower case, as IAM compares them."""
    not_actions: tuple[str, ...]
    resources: tuple[str, ...]
    not_resources: tuple[str, ...]
    principals: tuple[tuple[str, str], ...]
    """Pairs of kind (`AWS`, `Service`, `Federated`, `CanonicalUser`, or `*`) and name."""
    not_principals: tuple[tuple[str, str], ...]
    conditions: tuple[Condition, ...]
    condition_unknown: bool
    unknown: tuple[str, ...]

    @property
    def allows(self) -> bool:
        """Whether it grants."""
        return self.effect == "Allow"

    @property
    def any_action(self) -> bool:
        """Whether it is about every action, in a list or by naming only exceptions."""
        return bool(self.not_actions) or any(set(action) <= {"*", ":"} for action in self.actions)

    @property
    def any_resource(self) -> bool:
        """Whether it reaches every resource, in a list or by naming only exceptions."""
        return bool(self.not_resources) or any(set(resource) <= {"*", ":"} for resource in self.resources if resource)

    @property
    def anyone(self) -> bool:
        """Whether its principal is the whole world, in any of the ways to write it."""
        return bool(self.not_principals) or any(
            name == "*" or _ANY_ACCOUNT.match(name) for kind, name in self.principals if kind in {"*", "AWS"}
        )

    def grants(self, action: str) -> bool:
        """Whether its actions cover `action` (`service:Name`, any case)."""
        if self.not_actions:
            return not any(matches(pattern, action) for pattern in self.not_actions)
        return any(matches(pattern, action) for pattern in self.actions)

    def limited_by(self, *keys: str) -> bool:
        """Whether a condition on one of `keys` (patterns, lower case) may limit it; an unknown block might."""
        return self.condition_unknown or any(
            condition.is_on(keys) and not condition.vacuous for condition in self.conditions
        )

    def denies(self, other: "Statement") -> bool:
        """Whether it surely takes back all that another statement grants: a Deny without any condition or exception."""
        return self.unconditional and self._covers(other)

    def fences(self, other: "Statement", keys: Collection[str]) -> bool:
        """Whether it is a Deny of all that another grants, except where a condition on one of `keys` is met.

        Such as a Deny on `StringNotEquals` `aws:SourceVpce`; a condition of another kind might let something through.
        """
        fenced = [condition.negates and condition.is_on(keys) for condition in self.conditions]
        exceptions = self.not_actions or self.not_resources or self.not_principals
        return self.effect == "Deny" and bool(fenced) and all(fenced) and not exceptions and self._covers(other)

    def _covers(self, other: "Statement") -> bool:
        """Whether its actions, resources and principals are all that another statement's are."""
        return (
            not self.unknown
            and not other.unknown
            and _takes_all(self.actions, other.actions, other.not_actions)
            and _takes_all(self.resources, other.resources, other.not_resources)
            and self._denies_principals_of(other)
        )

    def _denies_principals_of(self, other: "Statement") -> bool:
        if ("*", "*") in self.principals:
            return True
        everyone = ("AWS", "*") in self.principals
        return not other.not_principals and all(
            principal in self.principals or (everyone and principal[0] in {"AWS", "*"})
            for principal in other.principals
        )

    @property
    def unconditional(self) -> bool:
        """Whether it is a Deny that holds always and names no exceptions, as far as it is known."""
        exceptions = self.not_actions or self.not_resources or self.not_principals
        return self.effect == "Deny" and not self.conditions and not exceptions

    def finding(self, element: str, reason: str) -> Finding:
        """A finding on one of its elements."""
        return Finding(f"{self.path}.{element}", reason)


def _takes_all(denied: tuple[str, ...], granted: tuple[str, ...], excepted: tuple[str, ...]) -> bool:
    """Whether denied patterns cover each granted one; a grant by exceptions is covered by `*` alone."""
    if "*" in denied:
        return True
    return (
        not excepted
        and bool(granted or not denied)
        and all(any(_covers(pattern, name) for pattern in denied) for name in granted)
    )


def _covers(pattern: str, other: str) -> bool:
    """Whether a pattern covers another one whole: its `*` takes in the other's signs, a `?` or variable could not."""
    if "?" in pattern or "${" in pattern:
        return pattern == other
    return fnmatchcase(other, pattern.replace("[", "[[]"))


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed document: its statements, and what is wrong with its form."""

    statements: tuple[Statement, ...] = ()
    problems: tuple[Finding, ...] = ()
    unknown: tuple[str, ...] = ()

    def takes_back(self, granted: Statement) -> bool:
        """Whether one of its Denies covers a statement whole."""
        return any(statement.denies(granted) for statement in self.statements if statement.effect == "Deny")

    def fences(self, granted: Statement, keys: Collection[str]) -> bool:
        """Whether one of its Denies takes a statement back wherever one of some condition keys (patterns) is missed."""
        return any(statement.fences(granted, keys) for statement in self.statements if statement.effect == "Deny")

    @property
    def doubts(self) -> tuple[str, ...]:
        """The paths of all that might turn out to be a Deny of what the document grants."""
        denials = (statement for statement in self.statements if statement.unconditional)
        return (*self.unknown, *(path for denial in denials for path in denial.unknown))


def matches(pattern: str, name: str) -> bool:
    """Whether an IAM pattern (`*` and `?`, any case) covers a name."""
    return fnmatchcase(name.lower(), pattern.lower().replace("[", "[[]"))


def documents(resource: Resource, places: Mapping[str, tuple[str, ...]]) -> Iterator[Document]:
    """The documents that a resource carries at the properties which `places` lists for its type."""
    for key in places.get(resource.type, ()):
        if key in WITHIN:
            for inline in resource[key].elements():
                if not inline["policy"].absent:
                    yield parse(inline["policy"])
        elif not resource[key].absent:
            yield parse(resource[key])


def judge(
    resource: Resource,
    places: Mapping[str, tuple[str, ...]],
    check: Callable[[Statement], Iterator[Finding]],
    fences: Collection[str] = (),
) -> Results:
    """The findings of `check` on every statement whose grant stands, and every part that is not yet known.

    A grant that a Deny takes back wherever a condition key of `fences` is missed is as good as limited by that key.

    Malformed documents are the finding of one rule of their own; here they have no statements.
    """
    for document in documents(resource, places):
        doubts = document.doubts
        for statement in document.statements:
            if not statement.allows:
                continue
            found = list(check(statement))
            if found and not document.takes_back(statement) and not document.fences(statement, fences):
                yield from (NotEvaluated(path) for path in doubts) if doubts else found
            yield from (NotEvaluated(path) for path in statement.unknown)
        yield from (NotEvaluated(path) for path in document.unknown)


def malformed(resource: Resource) -> Iterator[Result]:
    """What is wrong with the form of each document that a resource carries, of any kind."""
    for places in ALL:
        for document in documents(resource, places):
            yield from document.problems
            yield from (NotEvaluated(path) for path in document.unknown)


def parse(value: Value) -> Document:
    """Parses a document; whatever it is, the answer is a `Document`, with problems in place of errors."""
    if value.unknown:
        return Document(unknown=(value.path,))
    if isinstance(value.raw, str):
        return _parse_text(value.raw, value.path)
    return _parse_object(value)


@lru_cache(maxsize=1024)  # every rule of a pack reads the same documents
def _parse_text(text: str, path: str) -> Document:
    try:
        return _parse_object(Value(json.loads(text, object_pairs_hook=_no_twice), path))
    except (ValueError, RecursionError):
        return Document(problems=(Finding(path, "is not valid JSON without repeated keys"),))


def _no_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({key for key, _ in pairs}) < len(pairs):
        raise ValueError("repeated key")
    return dict(pairs)


def _parse_object(value: Value) -> Document:
    if not isinstance(value.raw, dict):
        return Document(problems=(Finding(value.path, "is not a policy document (an object with Statement)"),))
    problems = [
        Finding(value.path, "holds an element that IAM does not know") for key in value.raw if key not in _DOCUMENT_KEYS
    ][:1]
    listed = value["Statement"]
    if listed.unknown:
        return Document(problems=tuple(problems), unknown=(listed.path,))
    if not isinstance(listed.raw, dict | list) or not listed.raw:
        problems.append(Finding(listed.path, "holds no statement"))
    statements: list[Statement] = []
    unknown: list[str] = []
    for element in listed.elements():
        if element.unknown:
            unknown.append(element.path)
        elif isinstance(element.raw, dict):
            if element["Effect"].unknown:
                unknown.append(element["Effect"].path)
            statements.append(_statement(element))
            problems += _statement_problems(element)
        elif isinstance(listed.raw, list):
            problems.append(Finding(element.path, "is not a statement"))
    return Document(tuple(statements), tuple(problems), tuple(unknown))


def _statement(value: Value) -> Statement:
    unknown: list[str] = []

    def names(element: Value) -> tuple[str, ...]:
        unknown.extend(item.path for item in element.elements() if item.unknown)
        return tuple(item.text for item in element.elements() if item.text)

    def principals(element: Value) -> tuple[tuple[str, str], ...]:
        if isinstance(element.raw, dict):
            return tuple((kind, name) for kind, named in element.entries() for name in names(named))
        return tuple((name, name) for name in names(element))

    condition = value["Condition"]
    blocks = [(operator, block) for operator, block in condition.entries()]
    unknown.extend(block.path for block in (condition, *(block for _, block in blocks)) if block.unknown)
    return Statement(
        path=value.path,
        effect=value["Effect"].text,
        actions=tuple(name.lower() for name in names(value["Action"])),
        not_actions=tuple(name.lower() for name in names(value["NotAction"])),
        resources=names(value["Resource"]),
        not_resources=names(value["NotResource"]),
        principals=principals(value["Principal"]),
        not_principals=principals(value["NotPrincipal"]),
        conditions=tuple(
            Condition(operator, key.lower(), tuple(_operand(item) for item in given.elements()))
            for operator, block in blocks
            for key, given in block.entries()
        ),
        condition_unknown=condition.unknown or any(block.unknown for _, block in blocks),
        unknown=tuple(unknown),
    )


def _operand(value: Value) -> str:
    """A condition's value as text: IAM takes true and "true" for the same (IAM JSON policy grammar)."""
    return "true" if value.true else "false" if value.false else value.text


def _statement_problems(value: Value) -> Iterator[Finding]:
    keys: set[str] = set(value.raw)
    if keys - _STATEMENT_KEYS:
        yield Finding(value.path, "holds an element that IAM does not know")
    if value["Effect"].raw not in ("Allow", "Deny", UNKNOWN):
        yield Finding(f"{value.path}.Effect", "is neither Allow nor Deny")
    for positive, negative in _PAIRS:
        if positive in keys and negative in keys:
            yield Finding(f"{value.path}.{negative}", f"stands beside {positive}: only one of them may")
    if not keys & {"Action", "NotAction"}:
        yield Finding(f"{value.path}.Action", "names no action")
    if "Condition" in keys and not isinstance(value["Condition"].raw, dict) and not value["Condition"].unknown:
        yield Finding(f"{value.path}.Condition", "is not an object")
