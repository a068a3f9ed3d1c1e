"""Indexes over a whole stack, built once and shared by all rules."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import TypeVar

from .model.values import Value
from .rule import Resource, Stack

T = TypeVar("T")


def once(make: Callable[[Stack], T]) -> Callable[[Stack], T]:
    """An index that is built at its first use on a stack and cached with the stack."""

    @wraps(make)
    def index(stack: Stack) -> T:
        if make not in stack.indexes:
            stack.indexes[make] = make(stack)
        return stack.indexes[make]

    return index


def by_text(kind: str, key: str) -> Callable[[Stack], Mapping[str, Sequence[Resource]]]:
    """An index of the resources of a type by the text of one of their properties."""

    def make(stack: Stack) -> Mapping[str, Sequence[Resource]]:
        found: defaultdict[str, list[Resource]] = defaultdict(list)
        for resource in stack.of(kind):
            if resource[key].text:
                found[resource[key].text].append(resource)
        return dict(found)

    return once(make)


@once
def _answered(stack: Stack) -> Mapping[str, Sequence[Resource]]:
    """Resources by the id and the ARN that the provider returned."""
    found: defaultdict[str, list[Resource]] = defaultdict(list)
    for resource in stack:
        for text in {resource.id, resource.arn} - {""}:
            found[text].append(resource)
    return dict(found)


def answered(stack: Stack, text: str, *types: str) -> list[Resource]:
    """The resources of `types` with a text as their id or ARN, as the provider returned it."""
    return [resource for resource in _answered(stack).get(text, ()) if resource.type in types]


def referred(resource: Resource, value: Value, *types: str) -> list[Resource]:
    """The resources of `types` that a value refers to: by their id or ARN if it is known, or else by its edges.

    A text that is no id in the stack can refer only to a resource that has no id yet.
    """
    named = answered(resource.stack, value.text, *types) if value.text else []
    linked = list(resource.sources(value, *types))
    return named or [source for source in linked if value.unknown or not source.id]
