"""IAM policy documents: parse text, objects or lists into statements that know the path of each element."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator
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
    NESTED,
    RESOURCE_POLICIES,
    TRUST_POLICIES,
    Properties,
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
    "check_statements",
    "documents",
    "malformed",
    "matches",
    "parse",
]

_DOCUMENT_KEYS = {"Version", "Id", "Statement"}
_PAIRS = (("Principal", "NotPrincipal"), ("Action", "NotAction"), ("Resource", "NotResource"))
_STATEMENT_KEYS = {"Sid", "Effect", "Condition", *(key for pair in _PAIRS for key in pair)}


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed document: its statements and its errors."""

    statements: tuple[Statement, ...] = ()
    errors: tuple[Finding, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def denials(self) -> tuple[Statement, ...]:
        """Its Deny statements."""
        return tuple(statement for statement in self.statements if statement.effect == "Deny")

    def overrides(self, granted: Statement) -> bool:
        """Whether one of its Deny statements covers all that a statement grants."""
        return any(denial.overrides(granted) for denial in self.denials)

    def restricts(self, granted: Statement, keys: Collection[str]) -> bool:
        """Whether a Deny statement covers a statement unless a condition on one of `keys` (patterns) is met."""
        return any(denial.restricts(granted, keys) for denial in self.denials)

    @property
    def unknown_denials(self) -> tuple[str, ...]:
        """The paths of unknown values that may deny what the document grants."""
        return (*self.unknown, *(path for denial in self.denials if denial.unconditional for path in denial.unknown))


def documents(resource: Resource, properties: Properties) -> Iterator[Document]:
    """The documents of a resource in the properties listed for its type."""
    for key in properties.get(resource.type, ()):
        if key in NESTED:
            for inline in resource[key].elements():
                if not inline["policy"].absent:
                    yield parse(inline["policy"])
        elif not resource[key].absent:
            yield parse(resource[key])


def denials_in(read: Iterable[Document]) -> list[Statement]:
    """The Deny statements of some documents."""
    return [denial for document in read for denial in document.denials]


def check_statements(
    resource: Resource,
    properties: Properties,
    check: Callable[[Statement], Iterator[Finding]],
    limiting_keys: Collection[str] = (),
) -> Results:
    """The findings of `check` on every statement that grants something, and the paths of every unknown part.

    A grant that a Deny covers unless a condition on one of `limiting_keys` is met counts as limited by that key.

    Malformed documents have no statements here: another rule reports them.
    """
    for document in documents(resource, properties):
        denials = document.denials
        for statement in document.statements:
            if not statement.allows:
                continue
            remaining = statement.without(denials)
            found = list(check(remaining))
            if found and not document.overrides(statement) and not document.restricts(statement, limiting_keys):
                yield from _certain(document, remaining, found, check)
            yield from (NotEvaluated(path) for path in statement.unknown)
        yield from (NotEvaluated(path) for path in document.unknown)


def _certain(
    document: Document, statement: Statement, found: list[Finding], check: Callable[[Statement], Iterator[Finding]]
) -> Results:
    """The findings that hold whatever the partly unknown Deny statements are; the others are not evaluated."""
    partly_known = [denial for denial in document.denials if denial.unknown and denial.denies(statement, possibly=True)]
    sure = found
    if document.unknown or any(denial.may_deny(statement) or denial.undetermined("Action") for denial in partly_known):
        sure = []
    elif partly_known:
        sure = list(check(statement.without(partly_known, possibly=True)))
    yield from (finding for finding in found if finding in sure)
    if len(sure) < len(found):
        yield from (NotEvaluated(path) for path in document.unknown)
        yield from (NotEvaluated(path) for denial in partly_known for path in denial.unknown)


def malformed(resource: Resource) -> Iterator[Result]:
    """The errors of each policy document of a resource, of any kind."""
    for properties in ALL:
        for document in documents(resource, properties):
            yield from document.errors
            yield from (NotEvaluated(path) for path in document.unknown)


def parse(value: Value) -> Document:
    """Parse a document. It never raises: the errors are part of the `Document`."""
    if value.unknown:
        return Document(unknown=(value.path,))
    if isinstance(value.raw, str):
        return _parse_text(value.raw, value.path)
    return _parse_object(value)


@lru_cache(maxsize=1024)  # every rule of a pack reads the same documents
def _parse_text(text: str, path: str) -> Document:
    try:
        return _parse_object(Value(json.loads(text, object_pairs_hook=_no_repeated_keys), path))
    except (ValueError, RecursionError):
        return Document(errors=(Finding(path, "is not valid JSON without repeated keys"),))


def _no_repeated_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({key for key, _ in pairs}) < len(pairs):
        raise ValueError("repeated key")
    return dict(pairs)


def _parse_object(value: Value) -> Document:
    if not isinstance(value.raw, dict):
        return Document(errors=(Finding(value.path, "is not a policy document: it takes an object with Statement"),))
    errors = [
        Finding(value.path, "has an element that IAM does not know") for key in value.raw if key not in _DOCUMENT_KEYS
    ][:1]
    listed = value["Statement"]
    if listed.unknown:
        return Document(errors=tuple(errors), unknown=(listed.path,))
    if not isinstance(listed.raw, dict | list) or not listed.raw:
        errors.append(Finding(listed.path, "has no statement"))
    statements: list[Statement] = []
    unknown: list[str] = []
    for element in listed.elements():
        if element.unknown:
            unknown.append(element.path)
        elif isinstance(element.raw, dict):
            if element["Effect"].unknown:
                unknown.append(element["Effect"].path)
            statements.append(_statement(element))
            errors += _statement_errors(element)
        elif isinstance(listed.raw, list):
            errors.append(Finding(element.path, "is not a statement"))
    return Document(tuple(statements), tuple(errors), tuple(unknown))


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
    """A condition's value as text: to IAM, true and "true" are the same (IAM JSON policy grammar)."""
    return "true" if value.true else "false" if value.false else value.text


def _statement_errors(value: Value) -> Iterator[Finding]:
    keys: set[str] = set(value.raw)
    if keys - _STATEMENT_KEYS:
        yield Finding(value.path, "has an element that IAM does not know")
    if value["Effect"].raw not in ("Allow", "Deny", UNKNOWN):
        yield Finding(f"{value.path}.Effect", "is neither Allow nor Deny")
    for positive, negative in _PAIRS:
        if positive in keys and negative in keys:
            yield Finding(f"{value.path}.{negative}", f"is set together with {positive}: only one of them is allowed")
    if not keys & {"Action", "NotAction"}:
        yield Finding(f"{value.path}.Action", "has no action")
    if "Condition" in keys and not isinstance(value["Condition"].raw, dict) and not value["Condition"].unknown:
        yield Finding(f"{value.path}.Condition", "is not an object")
