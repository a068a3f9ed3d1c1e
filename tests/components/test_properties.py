"""Properties for generated arguments: valid ones fulfil the contracts, invalid ones register nothing."""

import os
from collections.abc import Mapping
from typing import Any

import pulumi
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import components
from components import ArgumentError
from tests.components.contracts import built, children, plain_secrets, repeated, too_long, unguarded, wrong_tags
from tests.components.recording import CELL_ARGS, record
from tests.components.samples import SAMPLES, Sample

each_component = pytest.mark.parametrize(
    "sample", [pytest.param(sample, id=kind.__name__) for kind, sample in SAMPLES.items()]
)

CAMPAIGN = os.environ.get("CITYCELL_EXAMPLES")
"""Number of random examples for each property; by default 12 fixed examples."""

settings.register_profile(
    "components",
    max_examples=int(CAMPAIGN or 12),
    derandomize=not CAMPAIGN,
    deadline=None,  # a component of hundreds of children takes a second
    suppress_health_check=list(HealthCheck),
)
in_profile = settings.get_profile("components")

NAMES = st.sampled_from(["lisbon", "p", "costa-da-caparica-20", "a-b-c-d-e-f-g-h-i-j2"])
WRONG: tuple[Any, ...] = (None, True, -1, 0, 10**9, 2.5, "", "x", "Ünknown value", [], [None], {}, {"x": None})
"""Values of all JSON types."""


def keys(sample: Sample) -> list[str]:
    """Every argument of a component."""
    kind = getattr(components, f"{sample.kind.__name__}Args")
    return sorted(kind.__required_keys__ | kind.__optional_keys__)


class AcceptedError(Exception):
    """Raised instead of the first registration: the component accepted its arguments."""


def rejection_error(sample: Sample, args: Mapping[str, Any]) -> str:
    """The problem with a rejection; empty if arguments are accepted or rejected in one line."""
    try:
        sample.kind("part", args)
    except AcceptedError:
        return ""
    except pulumi.RunError as error:
        return "more than one line" if "\n" in str(error) else ""
    except Exception as error:  # noqa: BLE001 - any other error is the finding
        return f"{type(error).__name__}: {error}"
    return "nothing was registered"


@each_component
@in_profile
@given(data=st.data())
def test_valid_arguments_fulfil_the_contracts(sample: Sample, data: st.DataObject) -> None:
    """Names, tags and protection are correct and no secret is in plain text, for all valid arguments."""
    name = data.draw(NAMES, label="cell")
    change = data.draw(sample.arguments, label="change")
    args = sample.args({**change, "cell": name, "city": name})
    recorder = built(sample, {**change, "cell": name, "city": name})
    assert children(recorder)
    assert wrong_tags(recorder, args) == {}
    assert repeated(recorder) == []
    assert too_long(recorder) == {}
    assert plain_secrets(recorder) == []
    assert unguarded(recorder, disposable=bool(args.get("disposable", False))) == {}


@each_component
def test_an_invalid_value_is_rejected_in_one_line(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    """A value of another type or outside the limits is accepted, or rejected before registration."""

    def first_registration(*_: Any) -> None:
        raise AcceptedError

    monkeypatch.setattr(pulumi.ComponentResource, "__init__", first_registration)
    tried = [(key, value) for key in keys(sample) for value in WRONG]
    found = {f"{key}={value!r}": rejection_error(sample, {**sample.args(), key: value}) for key, value in tried}
    assert {case: problem for case, problem in found.items() if problem} == {}
    with pytest.raises(AcceptedError):
        sample.kind("part", sample.args())


@each_component
def test_missing_and_unknown_arguments_are_named(sample: Sample) -> None:
    """The error names a required argument that is missing, and an unknown argument."""
    kind = getattr(components, f"{sample.kind.__name__}Args")
    for key in sorted(kind.__required_keys__):
        args = sample.args()
        del args[key]
        with pytest.raises(ArgumentError, match=f"'part': {key} is None, but it is required"):
            built_from(sample, args)
    with pytest.raises(ArgumentError, match=r"ownerr is 'x', but there is no such argument.*owner"):
        built_from(sample, sample.args({"ownerr": "x"}))


@each_component
def test_the_strategy_has_known_arguments_only(sample: Sample) -> None:
    """A component's strategy has only arguments that exist, and at least one if there are any."""
    drawn: set[str] = set()

    @in_profile
    @given(sample.arguments)
    def draw(change: Mapping[str, Any]) -> None:
        drawn.update(change)

    draw()
    own = set(keys(sample)) - CELL_ARGS.keys() - {"disposable", "name_suffix"}
    assert sorted(drawn - set(keys(sample))) == []
    assert bool(own) == bool(drawn - {"disposable", "name_suffix"})


def built_from(sample: Sample, args: Mapping[str, Any]) -> None:
    """A component on mocks with exactly these arguments."""
    record(lambda: sample.kind("part", args))
