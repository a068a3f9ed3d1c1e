"""Which cell a resource belongs to: by its tag, or by what stands around it."""

from collections.abc import Iterable

from .lookups import once
from .rule import Resource, Stack

CELL_TAG = "cell"


def cell_of(resource: Resource) -> str:
    """The cell's name, or nothing for what belongs to none or to several.

    What has no such tag belongs to the cell of the nearest component around it whose tagged parts all name one cell.
    """
    own = _tag(resource)
    around, seen = resource, {resource.urn}
    while not own:
        parent = next((parent for parent in around.parents if parent.urn not in seen), None)
        if parent is None:
            return ""
        seen.add(parent.urn)
        own = _tag(parent) or _inside(parent)
        if own == _SEVERAL:
            return ""
        around = parent
    return own


_SEVERAL = "*"


def _tag(resource: Resource) -> str:
    return resource["tags"][CELL_TAG].text


@once
def _found(stack: Stack) -> dict[str, str]:
    """What `_inside` has found so far in a stack, by URN."""
    del stack
    return {}


def _inside(component: Resource) -> str:
    """The one cell that the parts of a component name; `*` for several."""
    found = _found(component.stack)
    if component.urn not in found:
        order: list[Resource] = []
        waiting, seen = [component], {component.urn}
        while waiting:
            part = waiting.pop()
            order.append(part)
            fresh = [child for child in part.children if child.urn not in seen and child.urn not in found]
            seen.update(child.urn for child in fresh)
            waiting += fresh
        for part in reversed(order):  # parts before what holds them
            found[part.urn] = _tag(part) or _one(found.get(child.urn, "") for child in part.children)
    return found[component.urn]


def _one(cells: Iterable[str]) -> str:
    named = set(cells) - {""}
    return named.pop() if len(named) == 1 else _SEVERAL if named else ""
