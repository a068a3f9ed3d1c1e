"""AWS Backup: which stores the selections of a stack include, by ARN and by tag."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from ..indexes import once
from ..model.values import Value
from ..rule import Resource, Stack
from . import types as aws

_PARTS = 6
"""Number of parts of an ARN."""

_WILD = re.compile(r"[*?\[]")
"""Wildcards, with which an ARN is a pattern."""

_RESOURCE_TAG = "aws:ResourceTag/"


@dataclass(frozen=True, slots=True)
class _Plans:
    """The selections of a stack by what they may include, so that a store is compared with few of them."""

    linked: Mapping[str, Sequence[Resource]]
    """By the URN of a resource to which they have an edge."""
    exact: Mapping[str, Sequence[Resource]]
    """By the service and the last part of an ARN without wildcards."""
    broad: Sequence[Resource]
    """With wildcards, with tags only, or unknown."""

    def of(self, resource: Resource) -> Iterator[Resource]:
        """The selections that may include a store; some may come twice."""
        yield from self.linked.get(resource.urn, ())
        yield from self.broad
        service, before, name = _named(resource)
        if name:
            yield from self.exact.get(f"{service}:{before}{name}", ())
        else:
            start = f"{service}:{before}"
            yield from (made for arn, listed in self.exact.items() if arn.startswith(start) for made in listed)


def _named(resource: Resource) -> tuple[str, str, str]:
    """Service of a store's ARN, the text before the name, and the name; empty while unknown."""
    service, before, key = aws.TYPES[resource.type].arn_parts
    return service, before, resource.id if key == "id" else resource[key].text


@once
def _plans(stack: Stack) -> _Plans:
    linked: defaultdict[str, list[Resource]] = defaultdict(list)
    exact: defaultdict[str, list[Resource]] = defaultdict(list)
    broad: list[Resource] = []
    for selection in stack.of(aws.BACKUP_SELECTION):
        for source in selection.edges.get("resources", ()):
            linked[source.urn].append(selection)
        patterns = list(selection["resources"].elements())
        if not patterns or any(pattern.unknown or _WILD.search(pattern.text) for pattern in patterns):
            broad.append(selection)
            continue
        for parts in (pattern.text.split(":", 5) for pattern in patterns):
            if len(parts) == _PARTS:
                exact[f"{parts[2]}:{parts[5]}"].append(selection)
    return _Plans(dict(linked), dict(exact), broad)


def selected(resource: Resource) -> bool | None:
    """Whether a selection of the stack includes a resource; None while that is unknown.

    A selection by resources and by tags includes what matches both (AWS Backup API, BackupSelection). Conditions other
    than equal tags are ignored and never make a selection match.
    """
    answers = {_includes(selection, resource) for selection in _plans(resource.stack).of(resource)}
    return True if True in answers else None if None in answers else False


def _includes(selection: Resource, resource: Resource) -> bool | None:
    if any(resource is source for source in selection.edges.get("notResources", ())):
        return False
    answers = [*_by_name(selection, resource), *_by_tags(selection, resource)]
    if not answers or False in answers:
        return False
    return None if None in answers else True


def _by_name(selection: Resource, resource: Resource) -> Iterator[bool | None]:
    """Whether the listed ARNs include the resource; yields nothing if none are listed."""
    listed = list(selection["resources"].elements())
    if not listed:
        return
    if any(source.urn == resource.urn for source in selection.edges.get("resources", ())):
        yield True
        return
    answers = [_matches(pattern, resource) for pattern in listed]
    yield True if True in answers else None if None in answers else False


def _matches(pattern: Value, resource: Resource) -> bool | None:
    if pattern.unknown:
        return None
    if pattern.text == "*":
        return True
    service, before, name = _named(resource)
    parts = pattern.text.split(":", 5)
    if len(parts) < _PARTS or not fnmatchcase(service, parts[2]):
        return False
    if name:
        return fnmatchcase(before + name, parts[5])
    return True if parts[5] in {"*", f"{before}*"} else None


def _by_tags(selection: Resource, resource: Resource) -> Iterator[bool | None]:
    """Whether each tag condition holds: one of `selectionTags` is enough, all of `conditions` are needed."""
    either = [
        _equal(resource["tags"], test["key"], test["value"])
        for test in selection["selectionTags"].elements()
        if test["type"].unknown or test["type"].text == "STRINGEQUALS"
    ]
    if either:
        yield True if True in either else None if None in either else False
    for condition in selection["conditions"].elements():
        for test in condition["stringEquals"].elements():
            yield _equal(resource["tags"], test["key"], test["value"])


def _equal(tags: Value, key: Value, wanted: Value) -> bool | None:
    if key.unknown or wanted.unknown or tags.unknown:
        return None
    found = tags[key.text.removeprefix(_RESOURCE_TAG)]
    return None if found.unknown else found.text == wanted.text and not found.absent
