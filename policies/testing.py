"""Tests of rules without an engine: a case is a resource and the findings expected on it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .engine.evaluation import Member, connect
from .model.tokens import canonical
from .model.values import UNKNOWN, Value
from .rule import Finding, NotEvaluated, Resource, Result, Rule, Stack

__all__ = [
    "UNKNOWN",
    "Case",
    "Cases",
    "Node",
    "case",
    "document",
    "evaluate",
    "findings",
    "linked",
    "skipped",
    "stack_of",
    "within",
]


def linked(kind: str, name: str = "", **properties: Any) -> Resource:
    """Another resource of the stack, for the edges and users of a case."""
    return Resource(kind, Value(properties), name or kind, urn=f"urn:pulumi:test::test::{kind}::{name or kind}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A resource of `type` (by default the rule's first), with `UNKNOWN` for values known only after the update."""

    properties: Mapping[str, Any]
    at: tuple[str, ...] = ()
    """Property paths of the findings or of the checks not evaluated; an empty string for the resource itself."""
    type: str = ""
    edges: Mapping[str, Sequence[Resource]] = field(default_factory=dict[str, Sequence[Resource]])
    """Resources that the value of a top-level property comes from."""
    users: Sequence[tuple[str, Resource]] = ()
    """Resources that use this one, each after the property that refers to it."""
    parameters: Any = None
    """The rule's parameters, if they differ from the defaults."""
    stack: Sequence[Resource] = ()
    """Other resources of the stack, including those with an edge to or from this one."""
    parents: Sequence[Resource] = ()
    """The component around this one."""
    arn: str = ""
    id: str = ""
    """The ARN and id that the provider returned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """The cases of one rule."""

    passes: Sequence[Case]
    fails: Sequence[Case]
    unknown: Sequence[Case]


def case(
    properties: Mapping[str, Any],
    *at: str,
    kind: str = "",
    edges: Mapping[str, Sequence[Resource]] | None = None,
    users: Sequence[tuple[str, Resource]] = (),
    parameters: Any = None,
    stack: Sequence[Resource] = (),
    parents: Sequence[Resource] = (),
    arn: str = "",
    id: str = "",  # noqa: A002 - as the provider calls it
) -> Case:
    """A `Case` in one line."""
    return Case(
        properties=properties,
        at=at,
        type=kind,
        edges=edges or {},
        users=users,
        parameters=parameters,
        stack=stack,
        parents=parents,
        arn=arn,
        id=id,
    )


@dataclass(frozen=True, slots=True)
class Node:
    """One resource of a stack under test; edges and parent are names of other resources."""

    type: str
    properties: Mapping[str, Any] = field(default_factory=dict[str, Any])
    edges: Mapping[str, str | Sequence[str]] = field(default_factory=dict[str, str | Sequence[str]])
    parent: str = ""
    arn: str = ""
    id: str = ""


def stack_of(nodes: Mapping[str, Node]) -> dict[str, Resource]:
    """A whole stack by name, with all edges. An edge exists whether or not the value of its property is known."""

    def urns(names: str | Sequence[str]) -> list[str]:
        return [names] if isinstance(names, str) else list(names)

    members = [
        Member(
            node.type,
            name,
            name,
            Value(dict.fromkeys(node.edges, UNKNOWN) | dict(node.properties)),
            {key: urns(names) for key, names in node.edges.items()},
            node.parent,
            node.arn,
            node.id,
        )
        for name, node in nodes.items()
    ]
    return {resource.name: resource for resource in connect(members)}


def within(stack: Mapping[str, Resource], name: str, *at: str, parameters: Any = None) -> Case:
    """The case of one resource of a whole stack."""
    subject = stack[name]
    return case(
        subject.properties.raw,
        *at,
        kind=subject.type,
        edges=subject.edges,
        users=subject.users,
        parameters=parameters,
        stack=[other for other in stack.values() if other is not subject],
        parents=subject.parents,
        arn=subject.arn,
        id=subject.id,
    )


def document(*statements: Mapping[str, Any]) -> str:
    """An IAM policy document as text; `Effect` is Allow by default."""
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **given} for given in statements]})


def evaluate(rule: Rule, case: Case) -> list[Result]:
    """All results of a rule for the resource of a case.

    Raises:
        ValueError: the rule does not check the type of the case.
    """
    kind = case.type or next(iter(rule.types))
    if canonical(kind) not in map(canonical, rule.types):
        raise ValueError(f"{rule.id}: the case has type {kind!r}; use one of the rule's types: {', '.join(rule.types)}")
    subject = Resource(
        kind,
        Value(dict(case.properties)),
        "subject",
        f"urn:pulumi:test::test::{kind}::subject",
        case.edges,
        case.users,
        case.parents,
        arn=case.arn,
        id=case.id,
        stack=Stack(case.stack),
    )
    subject.stack.add(subject)
    return list(rule.evaluate(subject, case.parameters))


def findings(rule: Rule, case: Case) -> list[str]:
    """The property paths of the rule's findings."""
    return sorted(result.path for result in evaluate(rule, case) if isinstance(result, Finding))


def skipped(rule: Rule, case: Case) -> list[str]:
    """The property paths of the checks that are not evaluated before the update."""
    return sorted({result.path for result in evaluate(rule, case) if isinstance(result, NotEvaluated)})
