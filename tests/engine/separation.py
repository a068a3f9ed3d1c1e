"""Whether the parts of a deployed program are separate: no resource of one names a resource of another.

A part is what the program makes at its top: a cell, a region, a component alone, a VPC. It owns what is below it.
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any

from components.aws.regions import AVAILABILITY_ZONES
from local.state import Resource, StackState

CELL = re.compile(r"citycell:.*:CityCell")
SHORTEST = 5
"""Characters of an identifier. Shorter ones are ordinary words or numbers that any text may contain."""

ACCOUNT_WIDE = re.compile(r"arn:aws:cloudwatch:[^:]+:\d{12}:alarm:\*|arn:aws:ec2:[^:]+:\d{12}:\*/\*")
"""Patterns that are for the whole account on purpose.

A user's own alarms may publish to the topics of a cell. Lambda checks the right to delete a network interface on a
resource that is none yet, and the function's own code is denied all of it (`components/function/policies.py`).
"""


def cells(state: StackState) -> list[StackState]:
    """The cells of a program, each as a stack of its own."""
    owners = owners_of(state)
    return [
        StackState(cell, tuple(resource for resource in state.resources if owners.get(resource.urn) == cell))
        for cell in _cell_names(state)
    ]


def crossings(state: StackState, allowed: Collection[tuple[str, str]] = ()) -> list[str]:
    """References of a part to another: by URN, ID, ARN, a pattern for an ARN, or the name of a cell.

    Args:
        state: the deployed state.
        allowed: pairs of parts of which the first may refer to the second.
    """
    owners = owners_of(state)
    known = identifiers(state, owners)
    names = _cell_names(state)
    found: list[str] = []
    for owner in dict.fromkeys(owners.values()):
        foreign = {text: part for text, part in known.items() if part != owner and (owner, part) not in allowed}
        others = [name for name in names if owner in names and name != owner and (owner, name) not in allowed]
        for resource in state.resources:
            if owners.get(resource.urn) == owner:
                found += [f"{resource.name}: {line}" for line in _of_resource(resource, owner, foreign, others)]
    return found


def owners_of(state: StackState) -> dict[str, str]:
    """The part that each resource belongs to, by URN; providers and the stack itself belong to none."""
    parents = {resource.urn: resource.parent for resource in state.resources}
    names = {resource.urn: resource.name for resource in state.resources}
    stack = next((item.urn for item in state.resources if item.type == "pulumi:pulumi:Stack"), "")

    def top(urn: str) -> str:
        while parents.get(urn) not in {None, "", stack}:
            urn = parents[urn]
        return names[urn]

    return {item.urn: top(item.urn) for item in state.resources if not item.type.startswith("pulumi:")}


def identifiers(state: StackState, owners: Mapping[str, str]) -> dict[str, str]:
    """What names a resource of exactly one part: URN, ID and ARN, with that part.

    Settings of a region have its name as ID. The name of a cell, the ID of its row, is looked for in any case.
    """
    ordinary = {*AVAILABILITY_ZONES, *_cell_names(state)}
    parts: dict[str, set[str]] = {}
    for resource in state.resources:
        if resource.urn in owners:
            for text in (resource.urn, resource.id, str(resource.outputs.get("arn") or "")):
                parts.setdefault(text, set()).add(owners[resource.urn])
    return {
        text: next(iter(of))
        for text, of in parts.items()
        if len(of) == 1 and len(text) >= SHORTEST and text not in ordinary
    }


def _of_resource(resource: Resource, owner: str, foreign: Mapping[str, str], others: list[str]) -> Iterator[str]:
    for urn in (*resource.dependencies, resource.parent):
        if urn in foreign:
            yield f"is made after {urn} of {foreign[urn]}"
    texts = [*_texts(resource.inputs), *_texts(resource.outputs), resource.id]
    joined = "\n".join(texts)
    for text, part in foreign.items():
        if text in joined and re.search(rf"(?<![\w-]){re.escape(text)}(?![\w-])", joined):
            yield f"names {text} of {part}"
    for name in others:
        # A cell's own name may contain another's.
        rest = joined.replace(owner, "") if name in owner else joined
        if re.search(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", rest):
            yield f"contains the name of {name}"
    for pattern in sorted({text for text in texts if text.startswith("arn:") and "*" in text}):
        if ACCOUNT_WIDE.fullmatch(pattern):
            continue
        matched = (f"{text} of {part}" for text, part in foreign.items() if fnmatchcase(text, pattern))
        if first := next(matched, None):
            yield f"{pattern} matches {first}"


def _cell_names(state: StackState) -> list[str]:
    return [resource.name for resource in state.resources if CELL.fullmatch(resource.type)]


def _texts(value: Any) -> Iterator[str]:
    """All texts in properties, those in JSON documents one by one."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield str(key)
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, str):
        document = _document(value)
        if document is None:
            yield value
        else:
            yield from _texts(document)


def _document(text: str) -> Any:
    if not text.startswith(("{", "[")):
        return None
    try:
        return json.loads(text)
    except ValueError:
        return None
