"""What AWS Backup takes of a stack: selections by name and by tag, as rules see them."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from ..indexes import once
from ..model.values import Value
from ..rule import Resource, Stack
from . import types as aws

SELECTION = aws.BACKUP_SELECTION

_ARNS = {
    aws.DOCDB_CLUSTER: ("rds", "cluster:", "clusterIdentifier"),
    aws.DYNAMODB_TABLE: ("dynamodb", "table/", "name"),
    aws.EFS_FILE_SYSTEM: ("elasticfilesystem", "file-system/", ""),
    aws.NEPTUNE_CLUSTER: ("rds", "cluster:", "clusterIdentifier"),
    aws.RDS_CLUSTER: ("rds", "cluster:", "clusterIdentifier"),
    aws.RDS_INSTANCE: ("rds", "db:", "identifier"),
    aws.REDSHIFT_CLUSTER: ("redshift", "cluster:", "clusterIdentifier"),
}
"""Service of a type's ARN, what stands in it before the name, and the property of the name, which else is its id."""

_PARTS = 6
"""Parts of an ARN."""

_WILD = re.compile(r"[*?\[]")
"""What makes an ARN a pattern."""

_RESOURCE_TAG = "aws:ResourceTag/"


@dataclass(frozen=True, slots=True)
class _Plans:
    """The selections of a stack by what they could take, so that a store is held against few of them."""

    linked: Mapping[str, Sequence[Resource]]
    """By the URN of a resource that they name by an edge."""
    exact: Mapping[str, Sequence[Resource]]
    """By the ARN's service and what stands last in it, without a wildcard."""
    broad: Sequence[Resource]
    """By wildcard, by tags alone, or not known."""

    def of(self, resource: Resource) -> Iterator[Resource]:
        """The selections that could take a store, some perhaps twice."""
        yield from self.linked.get(resource.urn, ())
        yield from self.broad
        service, before, name = _named(resource)
        if name:
            yield from self.exact.get(f"{service}:{before}{name}", ())
        else:
            start = f"{service}:{before}"
            yield from (made for arn, listed in self.exact.items() if arn.startswith(start) for made in listed)


def _named(resource: Resource) -> tuple[str, str, str]:
    """Service of a store's ARN, what stands in it before the name, and the name; empty while that is not known."""
    service, before, key = _ARNS[resource.type]
    return service, before, resource[key].text if key else resource.id


@once
def _plans(stack: Stack) -> _Plans:
    linked: defaultdict[str, list[Resource]] = defaultdict(list)
    exact: defaultdict[str, list[Resource]] = defaultdict(list)
    broad: list[Resource] = []
    for selection in stack.of(SELECTION):
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
    """Whether a selection of the stack takes a resource; nothing while a selection that may do so is not known.

    A selection by resources and by tags takes what fits both (AWS Backup API, BackupSelection); tests of a selection
    other than equal tags are not weighed and never make one fit.
    """
    answers = {_takes(selection, resource) for selection in _plans(resource.stack).of(resource)}
    return True if True in answers else None if None in answers else False


def _takes(selection: Resource, resource: Resource) -> bool | None:
    if any(resource is source for source in selection.edges.get("notResources", ())):
        return False
    answers = [*_by_name(selection, resource), *_by_tags(selection, resource)]
    if not answers or False in answers:
        return False
    return None if None in answers else True


def _by_name(selection: Resource, resource: Resource) -> Iterator[bool | None]:
    """Whether the listed ARNs hold the resource; nothing when none are listed."""
    listed = list(selection["resources"].elements())
    if not listed:
        return
    if any(source.urn == resource.urn for source in selection.edges.get("resources", ())):
        yield True
        return
    answers = [_fits(pattern, resource) for pattern in listed]
    yield True if True in answers else None if None in answers else False


def _fits(pattern: Value, resource: Resource) -> bool | None:
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
    """For each test of tags whether it holds; of `selectionTags` one is enough, of `conditions` all are needed."""
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
