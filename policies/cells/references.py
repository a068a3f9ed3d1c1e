"""References between cells: ARNs, names and ids of one resource in the properties of another."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from ..aws import types as aws
from ..indexes import once
from ..model.values import Value
from ..rule import Resource, Stack
from .membership import cell_of

_ARN = re.compile(r"arn:aws[a-z-]*:([a-z0-9-]+):([a-z0-9-]*|\*):(\d{12}|aws|\*|):([^\s\"',;\\{}<>|()\[\]]+)")
_ID = re.compile(r"\b(?:[a-z]{1,9}-[0-9a-f]{8,32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b")
_QUEUE = re.compile(r"https://sqs\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?/(\d{12})/([\w-]+)")
_BUCKET = re.compile(r"\bs3a?://([a-z0-9.-]+)")
_CUTS = re.compile(r"[/:]")

_OF_CLUSTERS = ("group/", "topic/", "transactional-id/")
"""Prefixes of Kafka ARNs that contain the cluster's name."""

_TEXT_ONLY = ("description", "tags", "tagsAll")
"""Properties that AWS does not interpret."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A resource and its region and account; empty while unknown."""

    resource: Resource
    region: str
    account: str

    def may_be(self, region: str, account: str) -> bool:
        """Whether an ARN with this region and account can be its own; `*` and unknown parts match any."""
        pairs = ((self.region, region), (self.account, account))
        return all(own == given or not own or given in {"", "*"} for own, given in pairs)


@dataclass(slots=True)
class Names:
    """All names in a stack's cells, collected once."""

    cells: set[str] = field(default_factory=set[str])
    _arns: defaultdict[tuple[str, str], list[_Named]] = field(
        default_factory=lambda: defaultdict[tuple[str, str], list[_Named]](list)
    )
    _ids: dict[str, Resource] = field(default_factory=dict[str, Resource])
    _prefixed: dict[tuple[str, str], Resource] = field(default_factory=dict[tuple[str, str], Resource])
    """By service and cell, a resource whose name begins with `<cell>-`."""

    def add(self, resource: Resource) -> None:
        """Add the names of one resource. Names of resources without a cell are kept so that no cell claims them."""
        cell = cell_of(resource)
        self.cells |= {cell} - {""}
        for service, region, account, rest in _arns_of(resource):
            self._arns[service, rest].append(_Named(resource, region, account))
            if cell and any(_cell_in(word, {cell}) for word in _CUTS.split(rest)):
                self._prefixed.setdefault((service, cell), resource)
        if resource.id and resource.type in aws.TYPES and aws.TYPES[resource.type].has_unique_id:
            self._ids[resource.id] = resource

    def named_by(self, value: Value, own: str) -> Iterator[Resource]:
        """The resources outside a cell that a text refers to, in the order of the text."""
        for service, region, account, rest in _arns_in(value):
            named = self._by_arn(service, region, account, rest) or self._by_cell(service, rest, own)
            if named is not None and cell_of(named) != own:
                yield named
        if self._ids:  # there are none in the preview of a new stack
            for known in filter(None, map(self._ids.get, _ID.findall(value.text))):
                if cell_of(known) != own:
                    yield known

    def _by_arn(self, service: str, region: str, account: str, rest: str) -> Resource | None:
        """The resource that an ARN belongs to, or whose part it belongs to."""
        for part in _parts(service, rest):
            found = [named.resource for named in self._arns.get((service, part), ()) if named.may_be(region, account)]
            if found:
                return found[0] if len({cell_of(resource) for resource in found}) == 1 else None
        return None

    def _by_cell(self, service: str, rest: str, own: str) -> Resource | None:
        """A resource of the cell that the name in an ARN begins with, if that cell has such names in the service."""
        for word in _CUTS.split(rest):
            cell = _cell_in(word, self.cells)
            if cell:
                return self._prefixed.get((service, cell)) if cell != own else None
        return None


def _cell_in(name: str, cells: Collection[str]) -> str:
    """The longest cell name that a name equals or begins with, as `<cell>-`; empty for none."""
    while name and name not in cells:
        name = name.rpartition("-")[0]
    return name


def _arns_in(value: Value) -> Iterator[tuple[str, str, str, str]]:
    """Service, region, account and rest of each ARN in a text; queue URLs and bucket names count as ARNs."""
    yield from _ARN.findall(value.text)
    yield from (("sqs", region, account, name) for region, account, name in _QUEUE.findall(value.text))
    yield from (("s3", "", "", name) for name in _BUCKET.findall(value.text))
    if value.text.startswith("alias/"):
        yield "kms", "", "", value.text
    if value.path.lower().endswith("bucket"):
        yield "s3", "", "", value.text


def _arns_of(resource: Resource) -> Iterator[tuple[str, str, str, str]]:
    """Service, region, account and rest of the ARN that the provider returned, or that follows from the name."""
    answered = _ARN.fullmatch(resource.arn) if resource["arn"].absent else None
    row = aws.TYPES.get(resource.type)
    service, before, key = row.arn_parts if row else ("", "", "")
    if answered:
        service, region, account, rest = answered.groups()
    elif name := resource[key].text if key else "":
        path = resource["path"].text.strip("/") if service == "iam" else ""
        own = name if service == "logs" else name.removeprefix("/")
        region, account, rest = "", "", f"{before}{f'{path}/' if path else ''}{own}"
    else:
        return
    yield service, region, account, rest
    if service == "kafka" and rest.startswith("cluster/"):
        for prefix in _OF_CLUSTERS:
            yield service, region, account, f"{prefix}{rest.removeprefix('cluster/')}"


def _parts(service: str, rest: str) -> Iterator[str]:
    """An ARN's rest and its prefixes, longest first; a secret's ARN ends in a hyphen and six random characters."""
    ends = [*(match.start() for match in _CUTS.finditer(rest)), len(rest)]
    for end in reversed(ends):
        yield rest[:end]
        if service == "secretsmanager":
            yield rest[:end].rpartition("-")[0]


@once
def names(stack: Stack) -> Names:
    """The names of all resources of a stack."""
    found = Names()
    for resource in stack:
        found.add(resource)
    return found


def texts(resource: Resource) -> Iterator[Value]:
    """Every text in a resource's properties, at any depth, without descriptions and tags."""
    waiting = [value for key, value in resource.properties.entries() if key not in _TEXT_ONLY]
    while waiting:
        value = waiting.pop()
        if value.text:
            yield value
        else:
            waiting += _inside(value)


def _inside(value: Value) -> list[Value]:
    raw: Any = value.raw
    if isinstance(raw, list):
        return [*value.elements()]
    return [inner for _, inner in value.entries()]
