"""JSON Schemas of the events, for consumers that are not Python, and which changes of them break a consumer.

`python -m delivery.schemas` writes the schemas to `docs/events.schema.json`. A consumer reads the values of a topic
with the schema under its name; unknown fields are to be ignored (`delivery.events`).
"""

import inspect
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

from .events import AssignmentProposal, CourierEvent, CourierPing, OrderEvent, TrackingUpdate

FILE: Final = Path(__file__).resolve().parent.parent / "docs" / "events.schema.json"
"""Where the schemas of this version are published."""

TOPICS: Final[Mapping[str, Any]] = {
    "assignment-proposals": AssignmentProposal,
    "courier-events": CourierEvent,
    "courier-locations": CourierPing,
    "order-events": OrderEvent,
    "tracking-updates": TrackingUpdate,
}
"""Topic to the type of its values; the topics of a cell may have a prefix."""

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_REFERENCE: Final = "#/$defs/{name}"


def document() -> dict[str, Any]:
    """The schemas of all topics as one JSON Schema document, with one definition for each topic and type."""
    schemas, definitions = msgspec.json.schema_components(list(TOPICS.values()), ref_template=_REFERENCE)
    for definition in definitions.values():
        if "description" in definition:
            definition["description"] = inspect.cleandoc(definition["description"])
    topics = dict(zip(TOPICS, schemas, strict=True))
    return {"$schema": DIALECT, "title": "Events of a cell", "$defs": {**definitions, **topics}}


def schema_of(topic: str, published: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of one topic's values in a document, of this version or of another."""
    return {**published, "$ref": f"#/$defs/{topic}"}


def breaking_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """What a consumer of the old document cannot read in values that are right in the new one.

    A field may be added, and a field that was optional may become required. Every other change needs a new number of
    `schema`, and so a type or a value beside the old one.
    """
    found: list[str] = []
    for name, before in old["$defs"].items():
        after = new["$defs"].get(name)
        found += [f"{name} is gone"] if after is None else _differences(name, before, after)
    return found


def _differences(place: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    """The changes of one definition or field that break a consumer of the old one."""
    for keyword in ("type", "$ref", "const"):
        if keyword in old and old[keyword] != new.get(keyword):
            yield f"{place}: {keyword} was {old[keyword]!r} and is {new.get(keyword)!r}"
    if unknown := [value for value in new.get("enum", ()) if value not in old.get("enum", (value,))]:
        yield f"{place}: {', '.join(map(repr, unknown))} is a new value"
    if unknown := [choice for choice in new.get("anyOf", ()) if choice not in old.get("anyOf", (choice,))]:
        yield f"{place}: {json.dumps(unknown)} is a new choice"
    for name in sorted(set(old.get("required", ())) - set(new.get("required", ()))):
        yield f"{place}.{name} is required no longer"
    for name, field in old.get("properties", {}).items():
        after = new.get("properties", {}).get(name)
        if after is None:
            yield f"{place}.{name} is gone"
        else:
            yield from _differences(f"{place}.{name}", field, after)
    if "items" in old:
        yield from _differences(f"{place}[]", old["items"], new.get("items", {}))


def text() -> str:
    """The content of the published file."""
    return json.dumps(document(), indent=2, sort_keys=True) + "\n"


def main() -> int:
    """Write the file."""
    FILE.write_text(text(), encoding="utf-8")
    print(FILE)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
