"""Which cell a resource belongs to: by its tag, its component or its owner."""

from collections.abc import Iterable

from ..aws import types as aws
from ..indexes import once
from ..model.values import Value
from ..rule import Resource, Stack

CELL_TAG = "cell"


def cell_of(resource: Resource) -> str:
    """The name of the resource's cell; empty if it belongs to no cell or to several.

    A resource without the tag belongs to the cell of the nearest component around it whose tagged resources are all of
    one cell. Without such a component, a resource belongs to the cell of its owner.
    """
    own = _tag(resource)
    around, seen = resource, {resource.urn}
    while not own:
        parent = next((parent for parent in around.parents if parent.urn not in seen), None)
        if parent is None:
            return _of_owner(resource)
        seen.add(parent.urn)
        own = _tag(parent) or _inside(parent)
        if own == _SEVERAL:
            return _of_owner(resource)
        around = parent
    return own


_SEVERAL = "*"

OWNERS = {row.token: row.owner for row in aws.TYPES.values() if row.owner}
"""The property with the owner of each type that has one."""


def _of_owner(resource: Resource) -> str:
    owners = resource.edges.get(OWNERS.get(resource.type, ""), ())
    cells = {_tag(owner) for owner in owners}
    return cells.pop() if len(cells) == 1 else ""


def cell_tag(resource: Resource) -> Value:
    """The value of the tag. In a list of tags, as an Auto Scaling group has, an unknown key may be the tag."""
    tags = resource["tags"]
    if not isinstance(tags.raw, list):
        return tags[CELL_TAG]
    listed = [*tags.elements()]
    named = (tag["value"] for tag in listed if tag["key"].text == CELL_TAG)
    return next(named, next((tag["key"] for tag in listed if tag["key"].unknown), Value(None)))


def _tag(resource: Resource) -> str:
    return cell_tag(resource).text


@once
def _found(stack: Stack) -> dict[str, str]:
    """The cells that `_inside` has found so far in a stack, by URN."""
    del stack
    return {}


def _inside(component: Resource) -> str:
    """The cell of the resources in a component; `*` for several."""
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
        for part in reversed(order):  # children before their parents
            found[part.urn] = _tag(part) or _one(found.get(child.urn, "") for child in part.children)
    return found[component.urn]


def _one(cells: Iterable[str]) -> str:
    named = set(cells) - {""}
    return named.pop() if len(named) == 1 else _SEVERAL if named else ""
