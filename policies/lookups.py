"""Look-ups over a whole stack, made once for all of the resources that ask."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import TypeVar

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
