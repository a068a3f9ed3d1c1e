"""Invalid arguments are rejected in one line, before a component or a child is registered."""

from collections.abc import Mapping
from typing import Any

import pulumi
import pytest

from components import ArgumentError, Keys
from tests.components.recording import CELL_ARGS, Recorder, record
from tests.components.samples import COMPONENTS, SAMPLES, Sample

VALID = [
    pytest.param(sample, change, id=f"{kind.__name__}-{number}")
    for kind, sample in SAMPLES.items()
    for number, change in enumerate([{}, *sample.others])
]
INVALID = [
    pytest.param(sample, change, text, id=f"{kind.__name__}-{text[:40]}")
    for kind, sample in SAMPLES.items()
    for change, text in sample.bad
]


def build(sample: Sample, change: Mapping[str, Any]) -> Recorder:
    """One component on mocks."""
    return record(lambda: sample.kind("part", sample.args(change)))


def test_every_component_has_samples() -> None:
    """Add a module to tests/components/samples: without samples, no contract covers the component."""
    assert [kind.__name__ for kind in COMPONENTS if kind not in SAMPLES] == []


@pytest.mark.parametrize(("sample", "change"), VALID)
def test_valid_arguments_are_accepted(sample: Sample, change: Mapping[str, Any]) -> None:
    """The arguments that the next test changes are valid without the change."""
    assert f"citycell:index:{sample.kind.__name__}" == build(sample, change).registrations[0].type


@pytest.mark.parametrize(("sample", "change", "text"), INVALID)
def test_invalid_arguments_are_rejected(sample: Sample, change: Mapping[str, Any], text: str) -> None:
    """One line has the component, the argument, its value and the limit; nothing is registered."""
    recorder = Recorder()
    with pytest.raises(pulumi.RunError) as error:
        record(lambda: sample.kind("part", sample.args(change)), recorder)
    assert text in str(error.value)
    assert str(error.value).startswith(f"{sample.kind.__name__} 'part': ")
    assert "\n" not in str(error.value)
    assert recorder.registrations == []


def test_a_transform_reaches_a_child_and_keeps_its_parent() -> None:
    """A caller can change any property of a child by its role; the name stays."""

    def shorter(props: dict[str, Any], opts: pulumi.ResourceOptions) -> tuple[dict[str, Any], pulumi.ResourceOptions]:
        return props | {"rotation_period_in_days": 90}, opts

    city = record(lambda: Keys("part", CELL_ARGS, transforms={"orders": shorter}))  # pyright: ignore[reportArgumentType] - the tests' dict
    keys = {key.name: key.inputs["rotationPeriodInDays"] for key in city.of_type("aws:kms/key:Key")}
    assert keys == {"part-orders": 90, "part-personal": 365, "part-streams": 365, "part-logs": 365, "part-lake": 365}


def test_a_transform_of_an_unknown_role_is_rejected() -> None:
    """An unknown role is an error that lists the roles."""
    with pytest.raises(
        ArgumentError, match="'ordres', but no child has that role; choose from: lake, lake-alias, logs, logs-alias"
    ):
        record(lambda: Keys("part", CELL_ARGS, transforms={"ordres": lambda props, opts: (props, opts)}))  # pyright: ignore[reportArgumentType] - the tests' dict
