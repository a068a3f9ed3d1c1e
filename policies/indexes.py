"""Look-ups over a whole stack, made once for all of the resources that ask."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import TypeVar

from .model.values import Value
from .rule import Resource, Stack

T = TypeVar("T")


def once(make: Callable[[Stack], T]) -> Callable[[Stack], T]:
    """A look-up that is made when a stack is first asked for it, and kept with the stack."""

    @wraps(make)
    def look(stack: Stack) -> T:
        if make not in stack.looked_up:
            stack.looked_up[make] = make(stack)
        return stack.looked_up[make]

    return look


def by_text(kind: str, key: str) -> Callable[[Stack], Mapping[str, Sequence[Resource]]]:
    """A look-up of the resources of a type by the text that one of their properties was given."""

    def make(stack: Stack) -> Mapping[str, Sequence[Resource]]:
        found: defaultdict[str, list[Resource]] = defaultdict(list)
        for resource in stack.of(kind):
            if resource[key].text:
                found[resource[key].text].append(resource)
        return dict(found)

    return once(make)


@once
def _answered(stack: Stack) -> Mapping[str, Sequence[Resource]]:
    """Resources by the id and the ARN that the provider answered."""
    found: defaultdict[str, list[Resource]] = defaultdict(list)
    for resource in stack:
        for text in {resource.id, resource.arn} - {""}:
            found[text].append(resource)
    return dict(found)


def answered(stack: Stack, text: str, *types: str) -> list[Resource]:
    """The resources of `types` whose id or ARN is a text, once the provider has answered."""
    return [resource for resource in _answered(stack).get(text, ()) if resource.type in types]


def referred(resource: Resource, value: Value, *types: str) -> list[Resource]:
    """The resources of `types` that a value names: by their id or ARN where it is known, else by its edges.

    A text that is the id of none here names nothing of the stack but what has no id yet.
    """
    named = answered(resource.stack, value.text, *types) if value.text else []
    linked = list(resource.sources(value, *types))
    return named or [source for source in linked if value.unknown or not source.id]
