"""Rules without an engine: a case is a resource, and what a rule must say of it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .rule import Finding, NotEvaluated, Resource, Result, Rule
from .values import UNKNOWN, Value

__all__ = ["UNKNOWN", "Case", "Cases", "case", "document", "evaluate", "findings", "linked", "skipped"]


def linked(kind: str, name: str = "", **properties: Any) -> Resource:
    """Another resource of the stack, for a case's edges and users."""
    return Resource(kind, Value(properties), name or kind, urn=f"urn:pulumi:test::test::{kind}::{name or kind}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A resource of `type` (the rule's first when left out), with `UNKNOWN` for what the update will know."""

    properties: Mapping[str, Any]
    at: tuple[str, ...] = ()
    """Property paths of the findings, or of the checks that cannot be made; empty text for the resource itself."""
    type: str = ""
    edges: Mapping[str, Sequence[Resource]] = field(default_factory=dict[str, Sequence[Resource]])
    """Resources that the value of a top-level property comes from."""
    users: Sequence[tuple[str, Resource]] = ()
    """Resources that use this one, and the property of theirs that holds it."""
    knobs: Any = None
    """The rule's knobs, when the case wants other than their defaults."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """The table of one rule."""

    passes: Sequence[Case]
    fails: Sequence[Case]
    unknown: Sequence[Case]


def case(
    properties: Mapping[str, Any],
    *at: str,
    kind: str = "",
    edges: Mapping[str, Sequence[Resource]] | None = None,
    users: Sequence[tuple[str, Resource]] = (),
    knobs: Any = None,
) -> Case:
    """A `Case`, in one line of a table."""
    return Case(properties=properties, at=at, type=kind, edges=edges or {}, users=users, knobs=knobs)


def document(*statements: Mapping[str, Any]) -> str:
    """An IAM policy document as text; statements that leave `Effect` out allow."""
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **given} for given in statements]})


def evaluate(rule: Rule, case: Case) -> list[Result]:
    """Everything that the rule says of the case's resource."""
    kind = case.type or next(iter(rule.types))
    subject = Resource(
        kind,
        Value(dict(case.properties)),
        "subject",
        f"urn:pulumi:test::test::{kind}::subject",
        case.edges,
        case.users,
    )
    return list(rule.judge(subject, case.knobs))


def findings(rule: Rule, case: Case) -> list[str]:
    """The property paths of the rule's findings."""
    return sorted(result.path for result in evaluate(rule, case) if isinstance(result, Finding))


def skipped(rule: Rule, case: Case) -> list[str]:
    """The property paths of the checks that wait for the update."""
    return sorted({result.path for result in evaluate(rule, case) if isinstance(result, NotEvaluated)})
