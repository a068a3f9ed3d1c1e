"""Checks for the registrations of any component with any arguments, for contract and property tests."""

import functools
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from components.aws.parameter_defaults import is_default
from components.core.cell import DataClass
from components.core.changes import stateful_types
from local.provider import cloudformation
from local.provider.resource_types import RESOURCE_TYPES
from local.provider.sdk import sdk_type
from local.provider.values import SIGNATURE
from policies.aws.secrets import secret_like
from policies.model.values import Value
from tests.components.budgets import budget
from tests.components.recording import ACCOUNT, ANSWERED, REGION, Recorder, Registration, record
from tests.components.samples import SAMPLES, Sample

CLOUD_CONTROL = "aws:cloudcontrol/resource:Resource"

LONGEST = "costa-da-caparica-20"
"""A name of a cell or city with 20 characters, the maximum."""

CASES = [(sample, change) for sample in SAMPLES.values() for change in ({}, *sample.others)]
"""Every valid set of arguments of every component."""

CASE_IDS = [
    f"{sample.kind.__name__}-{number}" for sample in SAMPLES.values() for number in range(1 + len(sample.others))
]

LIVES = [
    (sample, change, disposable)
    for sample, change in CASES
    for disposable in (False, True)
    if change.get("disposable", disposable) == disposable
]
"""Every case in a permanent and in a disposable cell; some arguments are valid in one of them only."""

LIFE_IDS = [f"{sample.kind.__name__}-{'disposable' if disposable else 'kept'}" for sample, _, disposable in LIVES]

GUARDS: Mapping[str, tuple[Any, Any]] = {
    "deletionProtection": (True, False),
    "deletionProtectionEnabled": (True, False),
    "enableDeletionProtection": (True, False),
    "forceDestroy": (False, True),
    "skipFinalSnapshot": (False, True),
}
"""Deletion protection by input: the values in a permanent and in a disposable cell.

`forceDestroy` belongs to the Pulumi provider, the others to AWS. Waiting periods of deletions are tested per component.
"""


SCOPES = ("apiId", "clusterArn", "functionName", "region", "resourceId", "role", "userPoolId", "vpcId")
"""Inputs that are the scope of a unique name; other names are unique in an account and region."""

SPELLED: Mapping[tuple[str, str], tuple[Any, Any]] = {
    ("aws:cognito/userPool:UserPool", "deletionProtection"): ("ACTIVE", "INACTIVE"),
}
"""Guards that a type spells differently."""

UNITS = "tokenValidityUnits."
"""Beginning of the paths of units of time, whose keys are named after tokens."""

HARMLESS = {("aws:rds/globalCluster:GlobalCluster", "forceDestroy")}
"""Guards without effect on data: this one detaches the clusters of a global database, which keep their data."""


def built(sample: Sample, change: Mapping[str, Any], **more: Any) -> Recorder:
    """A component on mocks, called `part`; `more` are arguments of its constructor."""
    return record(lambda: sample.kind("part", sample.args(change), **more))


@functools.cache
def built_case(number: int, cell: str = "lisbon") -> Recorder:
    """One of the cases, made once for many tests."""
    sample, change = CASES[number]
    return built(sample, {**change, "cell": cell, "city": cell})


def children(recorder: Recorder) -> list[Registration]:
    """The registrations that are not components, neither ours nor those of awsx."""
    return [item for item in recorder.registrations if not item.type.startswith(("citycell:", "awsx:", "pulumi:"))]


def takes_tags(item: Registration) -> bool:
    """Whether a type has tags, according to the SDK or the schema of a Cloud Control resource."""
    if item.type == CLOUD_CONTROL:
        schema = cloudformation.schema(item.inputs["typeName"], REGION)
        return "Tags" in (schema or {}).get("properties", {})
    sdk = sdk_type(item.type)
    assert sdk is not None, item.type
    return "tags" in sdk.inputs


def wrong_tags(recorder: Recorder, args: Mapping[str, Any]) -> dict[str, Any]:
    """Children with wrong tags, which must have the cell, the component that they belong to and a data class."""
    wrong: dict[str, Any] = {}
    for item in filter(takes_tags, children(recorder)):
        tags = item.tags
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
    """Duplicate URNs, and AWS names that two resources of one type have in the same scope."""
    urns = Counter(item.urn for item in recorder.registrations)
    names: Counter[str] = Counter()
    for item in children(recorder):
        name = item.inputs.get(RESOURCE_TYPES[item.type].name_property)
        scopes = [item.inputs.get(scope) for scope in SCOPES]
        if isinstance(name, str):
            names[f"{item.type} {name} {scopes}"] += 1
    return [name for name, count in (urns + names).items() if count > 1]


def too_long(recorder: Recorder) -> dict[str, str]:
    """Texts that are longer than AWS accepts."""
    return {
        f"{item.name} {key}": value
        for item in children(recorder)
        for key, value in item.inputs.items()
        if isinstance(value, str)
        if (maximum := budget(RESOURCE_TYPES[item.type], key)) is not None and len(value) > maximum
    }


def invalid_states(recorder: Recorder) -> dict[str, Any]:
    """Desired states that the Cloud Control API would reject, with the reasons."""
    validate = RESOURCE_TYPES[CLOUD_CONTROL].validate
    assert validate is not None
    wrong: dict[str, Any] = {}
    for item in recorder.of_type(CLOUD_CONTROL):
        # The mocks answer ARNs of a region that AWS does not have, and those of a function with the service `mock`.
        text = re.sub(r'arn:aws:mock:[^"]*-role"', f'arn:aws:iam::{ACCOUNT}:role/part"', item.inputs["desiredState"])
        text = text.replace("arn:aws:mock:", "arn:aws:lambda:").replace(ANSWERED, REGION)
        if found := validate({**item.inputs, "desiredState": text}, REGION):
            wrong[item.name] = found
    return wrong


def default_parameters(recorder: Recorder) -> list[str]:
    """Parameters of groups that equal their documented default, which the provider reports as new in every update."""
    return [
        f"{item.name} {parameter['name']}"
        for item in children(recorder)
        if item.type.endswith("ParameterGroup")
        for parameter in item.inputs.get("parameters", [])
        if is_default(item.inputs["family"], parameter["name"], parameter["value"])
    ]


def unguarded(recorder: Recorder, *, disposable: bool) -> dict[str, str]:
    """Stateful children whose protection differs from that of the cell."""
    wrong: dict[str, str] = {}
    for item in children(recorder):
        if item.type not in stateful_types():
            continue
        if (item.protect, item.retain) != (not disposable, not disposable):
            wrong[item.name] = f"protect={item.protect} retain={item.retain}"
        sdk = sdk_type(item.type)
        assert sdk is not None
        for guard in GUARDS.keys() & sdk.inputs:
            expected = SPELLED.get((item.type, guard), GUARDS[guard])[disposable]
            if (item.type, guard) not in HARMLESS and item.inputs.get(guard) != expected:
                wrong[f"{item.name} {guard}"] = repr(item.inputs.get(guard))
    return wrong


def plain_secrets(recorder: Recorder) -> list[str]:
    """Inputs with a secret in plain text, by the same check as in the policy packs."""
    return [
        f"{item.name} {path}"
        for item in children(recorder)
        for path, text in _texts({**item.inputs, "desiredState": item.desired})
        if not path.startswith(UNITS) and secret_like(_snake(path.rsplit(".", 1)[-1]), Value(text))
    ]


def _texts(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping) and SIGNATURE not in value:  # a Pulumi secret is no plain text
        for key, item in value.items():
            yield from _texts(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item, path)


def _snake(name: str) -> str:
    """A name in the spelling of settings: `masterPassword` becomes `master_password`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)
