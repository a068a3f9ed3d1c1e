"""Contracts of every component: parents, names, tags, outputs and protection."""

import inspect
from collections.abc import Mapping
from typing import Any

import pulumi
import pulumi_aws as aws
import pytest

from components import ArgumentError
from components.aws.names import camel_case
from components.core.changes import stateful_types
from components.core.component import Component
from tests.components.contracts import (
    CASE_IDS,
    CASES,
    LIFE_IDS,
    LIVES,
    LONGEST,
    built,
    built_case,
    children,
    default_parameters,
    invalid_states,
    plain_secrets,
    repeated,
    too_long,
    unguarded,
    wrong_tags,
)
from tests.components.recording import CELL_ARGS, Recorder, Registration, record
from tests.components.samples import SAMPLES, Sample

each_case = pytest.mark.parametrize("case", range(len(CASES)), ids=CASE_IDS)
each_component = pytest.mark.parametrize(
    "sample", [pytest.param(sample, id=kind.__name__) for kind, sample in SAMPLES.items()]
)

STACK = "pulumi:pulumi:Stack"


def component_of(recorder: Recorder) -> Registration:
    """The component itself."""
    return recorder.registrations[0]


def roles_of(recorder: Recorder) -> dict[str, Registration]:
    """Each child resource by its role in transforms, such as `network.vpc`."""
    by_urn = {item.urn: item for item in recorder.registrations}

    def role(item: Registration) -> str:
        parent = by_urn[item.parent]
        own = item.name.removeprefix(f"{parent.name}-")
        return own if parent is component_of(recorder) else f"{role(parent)}.{own}"

    return {role(item): item for item in children(recorder)}


def unchanged(props: Any, opts: pulumi.ResourceOptions) -> Any:
    """A transform that changes nothing."""
    return props, opts


@each_case
def test_a_component_and_its_children_have_types_and_parents(case: int) -> None:
    """The type is named after the class; a child's parent is the component or a nested component."""
    sample, _ = CASES[case]
    first, *rest = built_case(case).registrations
    assert (f"citycell:index:{sample.kind.__name__}", "part", STACK) == (first.type, first.name, first.parent_type)
    inside = {item.urn for item in (first, *rest) if item.type.startswith("citycell:index:")}
    assert {item.name: item.parent for item in rest if item.parent not in inside} == {}
    assert [item.name for item in rest if not item.name.startswith("part-")] == []
    assert rest


@each_case
def test_resources_with_tags_have_those_of_the_cell(case: int) -> None:
    """Every child whose type has tags has city, cell, component, data class and owner."""
    sample, change = CASES[case]
    assert wrong_tags(built_case(case), sample.args(change)) == {}


@each_case
def test_names_are_unique_and_short_enough_for_any_cell(case: int) -> None:
    """URNs and AWS names are unique, and with a cell's name of 20 characters AWS accepts every text."""
    assert repeated(built_case(case)) == []
    longest = built_case(case, LONGEST)
    assert repeated(longest) == []
    assert too_long(longest) == {}


@each_case
def test_desired_states_are_those_of_their_types(case: int) -> None:
    """The Cloud Control API accepts them, with a cell's name of any length."""
    assert invalid_states(built_case(case)) == {}
    assert invalid_states(built_case(case, LONGEST)) == {}


@each_case
def test_no_parameter_group_sets_a_default(case: int) -> None:
    """AWS would not list it among the user's parameters, so each update would show it as a change."""
    assert default_parameters(built_case(case)) == []


@each_case
def test_no_secret_is_in_plain_text(case: int) -> None:
    """AWS generates and stores passwords and tokens; inputs have only references to them."""
    assert plain_secrets(built_case(case)) == []


@pytest.mark.parametrize(("sample", "change", "disposable"), LIVES, ids=LIFE_IDS)
def test_stateful_children_are_protected_like_their_cell(
    sample: Sample, change: Mapping[str, Any], disposable: bool
) -> None:
    """Pulumi and AWS protect and retain stateful children, and no others, unless the cell is disposable.

    Protected types have a row in `components/*/changes.toml`, so that tests try their changes.
    """
    recorder = built(sample, {**change, "disposable": disposable})
    assert unguarded(recorder, disposable=disposable) == {}
    guarded = {item.type for item in children(recorder) if item.protect}
    assert sorted(guarded - stateful_types().keys()) == []


@each_component
def test_all_declared_outputs_are_registered(sample: Sample) -> None:
    """Exactly the annotated outputs are registered, in the schema's spelling; some depend on an argument."""
    declared = {camel_case(name) for name in inspect.get_annotations(sample.kind) if not name.startswith("_")}
    cases = [built_case(number) for number, (owner, _) in enumerate(CASES) if owner is sample]
    registered = [recorder.outputs[component_of(recorder).urn].keys() for recorder in cases]
    assert declared == set().union(*registered)


@each_case
def test_the_callers_provider_reaches_every_child(case: int) -> None:
    """With an explicit provider, no child uses the default provider."""
    sample, change = CASES[case]

    def build() -> Any:
        far = aws.Provider("far", region="us-east-2")
        return sample.kind("part", sample.args(change), pulumi.ResourceOptions(provider=far))

    recorder = record(build)
    made = [item for item in children(recorder) if item.type != "pulumi:providers:aws"]
    assert [item.name for item in made if "::far::" not in item.provider] == []
    assert made


@each_case
def test_a_transform_reaches_each_role_and_keeps_its_parent(case: int) -> None:
    """A transform changes the options of the child with its role only; parent and name stay."""
    sample, change = CASES[case]
    before = roles_of(built_case(case))

    def marked(role: str) -> Any:
        def transform(props: Any, opts: pulumi.ResourceOptions) -> Any:
            opts.ignore_changes = [role]
            opts.parent = None
            return props, opts

        return transform

    after = roles_of(built(sample, change, transforms={role: marked(role) for role in before}))
    assert {role: (item.urn, item.parent) for role, item in before.items()} == {
        role: (item.urn, item.parent) for role, item in after.items()
    }
    assert {role: (role,) for role in before} == {role: item.ignores for role, item in after.items()}


@each_component
def test_a_transform_of_an_unknown_role_is_rejected(sample: Sample) -> None:
    """An unknown role is an error of one line that lists the roles."""
    with pytest.raises(ArgumentError) as error:
        built(sample, {}, transforms={"no-such-child": unchanged})
    subject, _, choices = str(error.value).partition("; choose from: ")
    expected = f"{sample.kind.__name__} 'part': transforms is 'no-such-child', but no child has that role"
    assert (expected, True) == (subject, bool(choices))
    assert "\n" not in choices


@each_component
def test_all_components_have_the_same_constructor(sample: Sample) -> None:
    """A component is a `Component` with name, arguments, options and transforms, in this order."""
    assert issubclass(sample.kind, Component)
    assert list(inspect.signature(sample.kind.__init__).parameters) == ["self", "name", "args", "opts", "transforms"]
    assert CELL_ARGS.keys() <= sample.args().keys()
