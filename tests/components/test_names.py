"""AWS names: two components of a kind in one cell never share one, and a suffix gives the second its own."""

import importlib
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from components import ArgumentError, Cache, Function, Service, Tracking
from components.aws.unique import UNIQUE, class_of
from components.core.component import takes
from local.provider.resource_types import RESOURCE_TYPES
from local.provider.sdk import module_name
from local.provider.taken import TAKEN
from tests.components.contracts import CASE_IDS, CASES, LONGEST, built_case, children, too_long
from tests.components.recording import Recorder, Registration, record
from tests.components.samples import SAMPLES, Sample

SCOPED = {
    "aws:apigatewayv2/api:Api": "need not be unique",
    "aws:apigatewayv2/authorizer:Authorizer": "in an API",
    "aws:apigatewayv2/stage:Stage": "in an API",
    "aws:appautoscaling/policy:Policy": "of a resource and its dimension",
    "aws:appautoscaling/scheduledAction:ScheduledAction": "of a resource and its dimension",
    "aws:backup/plan:Plan": "need not be unique",
    "aws:backup/restoreTestingSelection:RestoreTestingSelection": "in a plan",
    "aws:backup/selection:Selection": "in a plan",
    "aws:cloudwatch/logStream:LogStream": "in a log group",
    "aws:costexplorer/anomalyMonitor:AnomalyMonitor": "need not be unique",
    "aws:costexplorer/anomalySubscription:AnomalySubscription": "need not be unique",
    "aws:cognito/resourceServer:ResourceServer": "need not be unique; the identifier is, in a pool",
    "aws:cognito/userGroup:UserGroup": "in a pool",
    "aws:cognito/userPool:UserPool": "need not be unique",
    "aws:cognito/userPoolClient:UserPoolClient": "need not be unique",
    "aws:ec2/securityGroup:SecurityGroup": "in a VPC",
    "aws:glue/catalogTable:CatalogTable": "in a database",
    "aws:iam/rolePolicy:RolePolicy": "in a role",
    "aws:lambda/alias:Alias": "of a function",
    "aws:msk/topic:Topic": "in a cluster",
    "aws:s3/bucketObjectv2:BucketObjectv2": "in a bucket",
    "aws:scheduler/schedule:Schedule": "in a group",
}
"""Types whose names need to be unique only there."""

each_case = pytest.mark.parametrize(("sample", "change"), CASES, ids=CASE_IDS)


def unique_names(recorder: Recorder) -> Iterator[tuple[str, Any, Any]]:
    """Type, region if it has its own, and name of every child that needs a unique name."""
    for item in children(recorder):
        argument = argument_of(item)
        if argument is not None and item.inputs.get(argument) is not None:
            yield item.type, item.inputs.get("region"), item.inputs[argument]


def argument_of(item: Registration) -> str | None:
    """The input with the unique name of a child, or None."""
    name = RESOURCE_TYPES[item.type].name_property
    taken = TAKEN.get(item.type)
    return None if item.type in SCOPED else (taken.properties[-1] if taken else name) or None


def two(sample: Sample, change: Mapping[str, Any], **second: Any) -> Recorder:
    """Two components of a kind in one cell; `second` are changes of the second one's arguments."""
    recorder = Recorder()

    def build() -> None:
        sample.kind("first", sample.args(change))
        sample.kind("second", sample.args({**change, **second}))

    try:
        record(build, recorder)
    except ArgumentError as error:
        recorder.outputs["error"] = {"text": str(error)}
    return recorder


@each_case
def test_a_second_component_is_refused_or_has_its_own_names(sample: Sample, change: Mapping[str, Any]) -> None:
    """A refusal is one line with both components, before the second one has a child."""
    recorder = two(sample, change)
    error = recorder.outputs.get("error")
    if error is None:
        names = list(unique_names(recorder))
        assert len(names) == len(set(names))
        return
    kind = sample.kind.__name__
    assert error["text"].startswith(f"{kind} 'second': name_suffix is None, but {kind} 'first' already has ")
    assert "\n" not in error["text"]
    assert [item.name for item in recorder.registrations if item.name.startswith("second")] == []


@each_case
def test_a_suffix_gives_the_second_component_names_of_its_own(sample: Sample, change: Mapping[str, Any]) -> None:
    """With a suffix both exist, no name is repeated, and the first one keeps its names."""
    recorder = two(sample, change, name_suffix="b")
    assert "error" not in recorder.outputs, recorder.outputs["error"]
    names = list(unique_names(recorder))
    assert sorted(name for name in names if names.count(name) > 1) == []
    alone = unique_names(record(lambda: sample.kind("first", sample.args(change))))
    assert set(alone) <= set(names)


@pytest.mark.parametrize("number", range(len(CASES)), ids=CASE_IDS)
def test_the_longest_suffix_fits(number: int) -> None:
    """The longest cell with the longest suffix has no name that AWS refuses, and none twice."""
    sample, change = CASES[number]
    long = {"cell": LONGEST, "city": LONGEST, "name_suffix": LONGEST}
    recorder = record(lambda: sample.kind("part", sample.args({**change, **long})))
    assert too_long(recorder) == {}
    names = list(unique_names(recorder))
    assert len(names) == len(set(names))


def test_every_named_type_is_known() -> None:
    """A type with a name is in `UNIQUE` or in `SCOPED`, and `UNIQUE` has the argument."""
    types = {item.type for number in range(len(CASES)) for item in children(built_case(number))}
    named = {token for token in types if RESOURCE_TYPES[token].name_property or token in TAKEN}
    known = {token: UNIQUE.get(sdk_name(token)) for token in named}
    assert sorted(token for token, unique in known.items() if unique is None and token not in SCOPED) == []
    assert sorted(token for token, unique in known.items() if unique is not None and token in SCOPED) == []
    for token, unique in known.items():
        if unique is not None and token in TAKEN:
            assert TAKEN[token].properties[-1] == camel(unique.argument)


def camel(name: str) -> str:
    """A Python name as the schema has it."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def sdk_name(token: str) -> str:
    """A type as `UNIQUE` names its class."""
    return f"{module_name(token)}.{token.rsplit(':', maxsplit=1)[-1]}"


@pytest.mark.parametrize("name", UNIQUE)
def test_the_classes_are_the_sdks(name: str) -> None:
    """`class_of` finds each class of the table under its name, and the class takes the argument."""
    module, _, kind = name.partition(".")
    found = getattr(importlib.import_module(f"pulumi_aws.{module}"), kind)
    assert class_of(found) == name
    assert takes(found, UNIQUE[name].argument)


def test_components_of_different_kinds_do_not_share_a_name() -> None:
    """A function and a task both have a role: the second one of the same name is refused."""
    function, task = SAMPLES[Function], SAMPLES[Service]

    def build() -> None:
        function.kind("first", function.args({"function": "orders"}))
        task.kind("second", task.args({"service": "orders"}))

    with pytest.raises(ArgumentError, match=r"already has the name 'lisbon-orders[a-z-]*' of iam.Role"):
        record(build)


def test_a_cell_of_the_same_name_in_another_region_is_refused() -> None:
    """Roles belong to the account: both regions would share them, unless one cell has a suffix."""
    sample = SAMPLES[Function]

    def build(**change: str) -> None:
        sample.kind("first", sample.args())
        sample.kind("second", sample.args({"region": "eu-west-2", **change}))

    with pytest.raises(ArgumentError, match="already has the name"):
        record(build)
    record(lambda: build(name_suffix="london"))


@pytest.mark.parametrize("kind", [Cache, Tracking])
def test_another_program_has_names_of_its_own(kind: type[Any]) -> None:
    """What one run has taken is free in the next one, and cells have names of their own."""
    sample = SAMPLES[kind]
    for _ in range(2):
        record(lambda: sample.kind("part", sample.args()))
    record(lambda: [sample.kind(cell, sample.args({"cell": cell})) for cell in ("lisbon", "porto")])
