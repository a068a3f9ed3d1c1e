"""What holds for everything that a component registers, whatever it was told: looked at by contracts and properties."""

import functools
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from components.component import DataClass
from components.plan.changes import stateful_types
from local.provider.resource_types import RESOURCE_TYPES
from local.provider.sdk import sdk_type
from policies.secrets import secret_like
from policies.values import Value
from tests.components.budgets import budget
from tests.components.recording import Recorder, Registration, record
from tests.components.samples import SAMPLES, Sample

LONGEST = "costa-da-caparica-20"
"""A cell's and a city's name of 20 characters, the longest that is taken."""

CASES = [(sample, change) for sample in SAMPLES.values() for change in ({}, *sample.others)]
"""Every right set of arguments of every component."""

CASE_IDS = [
    f"{sample.kind.__name__}-{number}" for sample in SAMPLES.values() for number in range(1 + len(sample.others))
]

LIVES = [
    (sample, change, disposable)
    for sample, change in CASES
    for disposable in (False, True)
    if change.get("disposable", disposable) == disposable
]
"""Every case in a cell that is kept and in a disposable one; some arguments are right in one of them only."""

LIFE_IDS = [f"{sample.kind.__name__}-{'disposable' if disposable else 'kept'}" for sample, _, disposable in LIVES]

GUARDS: Mapping[str, tuple[Any, Any]] = {
    "deletionProtection": (True, False),
    "deletionProtectionEnabled": (True, False),
    "enableDeletionProtection": (True, False),
    "forceDestroy": (False, True),
    "skipFinalSnapshot": (False, True),
}
"""AWS's own protection by input, in a cell that is kept and in a disposable one; forceDestroy is the provider's.

How long a deletion waits is each component's own argument, and its own test's.
"""


SCOPES = ("apiId", "clusterArn", "region", "resourceId", "role", "vpcId")
"""Inputs that say within what a name must be the only one; other names stand alone in an account and region."""

HARMLESS = {("aws:rds/globalCluster:GlobalCluster", "forceDestroy")}
"""Guards that guard no data: this one detaches the clusters of a global database, which keep what they hold."""


def built(sample: Sample, change: Mapping[str, Any], **more: Any) -> Recorder:
    """A component on mocks, called `part`; `more` are arguments of its constructor."""
    return record(lambda: sample.kind("part", sample.args(change), **more))


@functools.cache
def built_case(number: int, cell: str = "lisbon") -> Recorder:
    """One of the cases, made once: its looks are read by many tests."""
    sample, change = CASES[number]
    return built(sample, {**change, "cell": cell, "city": cell})


def children(recorder: Recorder) -> list[Registration]:
    """What was registered beside components."""
    return [item for item in recorder.registrations if not item.type.startswith("citycell:")]


def takes_tags(item: Registration) -> bool:
    """Whether the SDK says that a type has tags."""
    sdk = sdk_type(item.type)
    assert sdk is not None, item.type
    return "tags" in sdk.inputs


def wrong_tags(recorder: Recorder, args: Mapping[str, Any]) -> dict[str, Any]:
    """Children whose tags are not those of the cell, of the component that they belong to, and of a class of data."""
    wrong: dict[str, Any] = {}
    for item in filter(takes_tags, children(recorder)):
        tags = dict(item.inputs.get("tags", {}))
        expected = {
            "city": args["city"],
            "cell": args["cell"],
            "component": item.parent_type.rsplit(":", 1)[-1],
            "owner": args["owner"],
        }
        if tags.get("data-class") not in list(DataClass) or expected != {key: tags.get(key) for key in expected}:
            wrong[item.name] = tags
    return wrong


def repeated(recorder: Recorder) -> list[str]:
    """URNs that stand twice, and names on AWS that two resources of one type have in one place."""
    urns = Counter(item.urn for item in recorder.registrations)
    names: Counter[str] = Counter()
    for item in children(recorder):
        name = item.inputs.get(RESOURCE_TYPES[item.type].name_property)
        place = [item.inputs.get(scope) for scope in SCOPES]
        if isinstance(name, str):
            names[f"{item.type} {name} {place}"] += 1
    return [name for name, count in (urns + names).items() if count > 1]


def too_long(recorder: Recorder) -> dict[str, str]:
    """Texts that are longer than AWS takes."""
    return {
        f"{item.name} {key}": value
        for item in children(recorder)
        for key, value in item.inputs.items()
        if isinstance(value, str)
        if (most := budget(RESOURCE_TYPES[item.type], key)) is not None and len(value) > most
    }


def unguarded(recorder: Recorder, *, disposable: bool) -> dict[str, str]:
    """Stateful children that are less, or more, protected than the cell is."""
    wrong: dict[str, str] = {}
    for item in children(recorder):
        if item.type not in stateful_types():
            continue
        if (item.protect, item.retain) != (not disposable, not disposable):
            wrong[item.name] = f"protect={item.protect} retain={item.retain}"
        sdk = sdk_type(item.type)
        assert sdk is not None
        for guard in GUARDS.keys() & sdk.inputs:
            if (item.type, guard) not in HARMLESS and item.inputs.get(guard) != GUARDS[guard][disposable]:
                wrong[f"{item.name} {guard}"] = repr(item.inputs.get(guard))
    return wrong


def plain_secrets(recorder: Recorder) -> list[str]:
    """Inputs that hold a secret in the clear, judged as the policy packs judge settings."""
    return [
        f"{item.name} {path}"
        for item in children(recorder)
        for path, text in _texts(item.inputs)
        if secret_like(_snake(path.rsplit(".", 1)[-1]), Value(text))
    ]


def _texts(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _texts(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item, path)


def _snake(name: str) -> str:
    """`masterPassword` as settings are spelt: `master_password`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)
