"""IAM policy documents, parsed: text, objects or lists in, statements with the path of each element out."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ...model.values import UNKNOWN, Value
from ...rule import Finding, NotEvaluated, Resource, Result, Results
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
from .statements import Statement, matches

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
_STATEMENT_KEYS = {"Sid", "Effect", "Condition", *(key for pair in _PAIRS for key in pair)}


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed document: its statements, and what is wrong with its form."""

    statements: tuple[Statement, ...] = ()
    problems: tuple[Finding, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def denials(self) -> tuple[Statement, ...]:
        """Its Denies."""
        return tuple(statement for statement in self.statements if statement.effect == "Deny")

    def takes_back(self, granted: Statement) -> bool:
        """Whether one of its Denies covers a statement whole."""
        return any(denial.denies(granted) for denial in self.denials)

    def fences(self, granted: Statement, keys: Collection[str]) -> bool:
        """Whether one of its Denies takes a statement back wherever one of some condition keys (patterns) is missed."""
        return any(denial.fences(granted, keys) for denial in self.denials)

    @property
    def doubts(self) -> tuple[str, ...]:
        """The paths of all that might turn out to be a Deny of what the document grants."""
        return (*self.unknown, *(path for denial in self.denials if denial.unconditional for path in denial.unknown))


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
        denials = document.denials
        for statement in document.statements:
            if not statement.allows:
                continue
            left = statement.without(denials)
            found = list(check(left))
            if found and not document.takes_back(statement) and not document.fences(statement, fences):
                yield from _settled(document, left, found, check)
            yield from (NotEvaluated(path) for path in statement.unknown)
        yield from (NotEvaluated(path) for path in document.unknown)


def _settled(
    document: Document, statement: Statement, found: list[Finding], check: Callable[[Statement], Iterator[Finding]]
) -> Results:
    """The findings that stand whatever the Denies turn out to be that are not wholly known; others wait for those."""
    open_ones = [denial for denial in document.denials if denial.unknown and denial.withholds(statement, perhaps=True)]
    sure = found
    if document.unknown or any(denial.may_deny(statement) or denial.leaves_open("Action") for denial in open_ones):
        sure = []
    elif open_ones:
        sure = list(check(statement.without(open_ones, perhaps=True)))
    yield from (finding for finding in found if finding in sure)
    if len(sure) < len(found):
        yield from (NotEvaluated(path) for path in document.unknown)
        yield from (NotEvaluated(path) for denial in open_ones for path in denial.unknown)


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
